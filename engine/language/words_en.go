package language

// wordsEN are the lists of English.
var wordsEN = lists{
	empty: `a an the this that these those i me my mine myself we us our ours ourselves you your yours yourself he him his she her hers
it its they them their theirs who whom whose which what whats when where wheres why how hows am is are was were be been being do does did doing done
have has had having will would shall should can could may might must ought to of in on at by for with about between into through
during from up down out off over under again then once here there all any both each few more most other some such no nor not only own
same so than too very just also and but if or because as until while s t d ll m re ve don doesn didn isn aren wasn weren hasn haven hadn
won wouldn shouldn couldn mustn cannot cant dont doesnt didnt isnt arent wasnt hasnt havent wont im ive id ill youre theres thats lets let
long please pls plz thanks thank thx cheers hi hello hey dear ok okay yes yeah yep nope u ur r per via etc`,
	faint: `want wants wanted wanna wish need needs needed like likes get gets got getting gotta give gives gave given giving go goes going
gone went gonna know knows knew known knowing tell tells told telling say says said saying ask asks asked asking see sees seen saw look looks looking
looked try tries tried trying find finds finding found think thinks thought thinking wonder wondering wondered hope hoping guess seem seems
keep keeps kept make makes made making use uses used using take takes took taken taking put come comes came coming help helps helping helped
possible possibly able chance way ways anyway thing things stuff something anything everything nothing someone anyone somebody anybody
everybody everyone people guy guys man woman sir madam mate buddy friend friends family husband wife mum mom dad mother father son
daughter kid kids girl boy brother sister boyfriend girlfriend today yesterday tomorrow tonight now ago already yet still
ever never always often sometimes soon later last next day days week weeks month months year years hour minute minutes time times morning evening
afternoon night weekend monday tuesday wednesday thursday friday saturday sunday really actually basically maybe perhaps probably quite
rather pretty little bit lot lots much many kind sort question questions query issue issues problem problems trouble matter
situation case info information detail details explain understand mean means exactly instead else without within sorry unfortunately however although
though since good great nice fine love lovely bad right sure certain certainly one ones two first second happen happens happened happening
start started begin work works working worked simply well even around whether either another every different allowed allow able happy willing
hi there lol omg btw asap fyi urgent urgently immediately finally currently recently forgot forgotten forget remember old new offer offers enter entered doing end`,
	verbs: `accept allow permit provide expect wait stop continue hold bring leave choose select click press include contain check require request
become turn run play put set hear read show appear seem feel decide prefer plan manage handle treat follow begin finish stand sit stay live move remain
suppose advise suggest recommend inform notify mention believe doubt agree resend retry wear
zero three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand couple dozen half
after before outside inside away together apart especially easy hard quick slow actual current real full whole entire several main normal usual usually
general clear common busy able proper exact enough extra far near close`,
	forms: `£: pound pounds gbp quid
€: euro euros eur
$: dollar dollars usd bucks
%: percent percentage
deliver: delivery deliveries
pay: paid payment payments payable
send: sent
buy: bought
lose: lost
break: broken broke
ship: shipment shipments shipped shipping
choose: chose chosen choice choices
wear: wore worn
child: children
refund: refundable
return: returnable
exchange: exchangeable
cancel: cancellation cancellations cancelled canceled
color: colour colours colors
gray: grey
center: centre centres
jewelry: jewellery
instalment: installment installments
forget: forgot forgotten
redeem: redemption redeemable
subscribe: subscription subscriptions
register: registration registered
verify: verification
expire: expiry expiration expires
reserve: reservation reservations
email: emails emailed mail mails`,
	meanings: `return | send back | give back | bring back | take back | ship back | hand back
refund | my money back | money back | cash back | reimburse | reimbursement | my money
deliver | ship | dispatch | courier | send | post
maximum | up to | at most
minimum | at least
parcel | package | packet
track | tracking | trace | where is my | where s my | wheres my | where are my | whereabouts
cancel | call off | abort
exchange | swap | replace | replacement
damaged | broken | faulty | defective | cracked | defect | fault | torn | doesn t work | does not work | not working | stopped working
discount | promo code | promotion code | promotional code | discount code | voucher | coupon | promo | promotion
gift card | gift voucher | gift certificate | giftcard
reset | recover | forgot
log in | login | sign in | signin | log on | get into
sign up | register | create account | open account | make account | join
account | profile
cost | price | charge | fee | how much | expensive
invoice | receipt | bill | proof of purchase
warranty | guarantee
phone | telephone | call | ring
contact | reach | get in touch | talk to | speak to | speak with | talk with | write to
agent | human | person | representative | real person | advisor | adviser | support team
opening hours | opening times | open | business hours | closing time
store | shop | branch
size | fit | too small | too big | too large | too tight | too long | too short | bigger | smaller | larger | doesn t fit | does not fit
missing | lost | never arrived | not arrived | hasn t arrived | has not arrived | not received | haven t received | didn t arrive | never came | didn t come | never received
arrive | receive | deliver | come
valid | expire | run out | last
po box | post office box
wrong | incorrect | not what i ordered
abroad | international | internationally | worldwide | overseas | countries | country | another country | other countries | foreign
item | product | goods
buy | purchase
delete | close | erase | remove
unsubscribe | stop emails | opt out | turn off
points | rewards | loyalty
in stock | out of stock | sold out | available | availability | back in stock
express | next day | tomorrow | same day | fast | faster | rush | quicker
privacy | personal data | gdpr
customs | duty | duties | import tax
repair | fix | mend
instalments | pay later | in parts | monthly payments | spread the cost
wash | clean | launder
hire | rent | rental | borrow
waterproof | rain
hole | torn | damaged
medium | size
care | look after | take care
job | career | vacancy | vacancies | work for you
password | passcode
paypal
cash
visa | mastercard | american express | amex
apple pay
google pay
bank transfer | wire transfer
parking | car park | park
newsletter | mailing list
change | modify | edit | update | amend | alter
how long | when will | when does | when do | when
pick up | collect | click and collect | pickup
engrave | engraving | personalise | personalize | monogram
fraud | scam | phishing | stolen`,
}
