package language

// wordsPT are the lists of Portuguese.
var wordsPT = lists{
	empty: `o a os as um uma uns umas ao aos à às de do da dos das em no na nos nas num numa por pelo pela pelos pelas para pra pro com sem sob sobre
entre até desde durante eu me mim meu minha meus minhas tu te ti teu tua você vocês vc vcs ele ela eles elas lhe lhes se si seu sua seus suas nós nosso
nossa nossos nossas que quê quem qual quais quando onde como quanto quanta quantos quantas porque porquê pois não nem e ou mas se também
só já muito mais menos este esta estes estas isto esse essa esses essas isso aquele aquela aquilo ser é sou são era eram foi foram seja
sendo sido estar está estou estão estava estado ter tenho tem têm tinha tive haver há posso pode podem podemos poderia
devo deve devem faço faz fazem fazer feito vou vai vão ir favor obrigado obrigada olá oi bom boa dia tarde noite tá ok sim`,
	faint: `quero queria quer querem gostaria preciso precisa precisamos saber sei sabe dizer diz dizem diga perguntar pergunta perguntas dúvida
dúvidas ver vejo olhar procurar procuro encontrar encontro achar acho pensar parece espero ajuda ajudar possível forma maneira jeito modo
coisa coisas algo nada alguém ninguém tudo todo todos toda todas gente senhor senhora amigo amiga filho filha marido esposa
mãe pai irmão irmã namorado namorada hoje ontem amanhã agora ainda sempre nunca depois antes logo semana semanas mês
meses ano anos hora horas minuto minutos vez vezes tempo realmente talvez bastante pouco muita muitos muitas tipo problema problemas
assunto caso informação informações detalhe detalhes explicar entender bem mal mau má melhor certo um dois primeiro primeira
acontece aconteceu urgente dar dou dá dão deixar colocar levar leva usar uso tomar esqueci esqueceu lembro desculpe desculpa outro outra outros outras cada mesmo
mesma consigo consegue conseguir favor`,
	verbs: `durar aceitar admitir permitir deixar esperar ficar levar trazer mover parar continuar escolher clicar incluir conter verificar exigir pedir
voltar pôr colocar mostrar aparecer sentir decidir preferir lidar começar terminar viver supor recomendar informar avisar mencionar acreditar cair sair
três quatro cinco seis sete oito nove dez vinte trinta cem mil dúzia metade par
fora dentro juntos fácil difícil rápido lento atual real completo inteiro vários normal geral claro comum longe perto`,
	forms: `£: libra libras
€: euro euros
$: dólar dólares
%: porcento percentagem porcentagem
devolver: devolução devoluções devolvo devolvido devolvida devolvidos
enviar: envio envios enviado enviam enviamos
pagar: pagamento pagamentos pago pagos
entregar: entrega entregas entregue entregam entregues
comprar: compra compras comprado comprei
trocar: troca trocas trocado
reembolsar: reembolso reembolsos reembolsado estorno
cancelar: cancelamento cancelamentos cancelado
perder: perdi perdido perdida perde atrasada atrasado atraso
quebrar: quebrado quebrada quebrou
esquecer: esqueci esquecido
receber: recebi recebido recebo
garantia: garantias
descontar: desconto descontos
custar: custa custam custo custos
demorar: demora demoram demorará
chegar: chega chegam chegou chegado chegará
abrir: aberto abre abrem aberta abertura
fechar: fechado fecha fecham
rastrear: rastreio rastreamento
cadastrar: cadastro cadastrado cadastrar-me
apagar: apago apagado excluir exclusão
retirar: retirada retiro levantar levantamento recolher
alterar: alteração alterações altero
cartão: cartões`,
	meanings: `devolver | mandar de volta | enviar de volta
reembolso | meu dinheiro de volta | dinheiro de volta | meu dinheiro | estorno
entrega | envio | frete | expedição
encomenda | pacote | pedido
rastrear | acompanhar | localizar | onde está minha | onde está meu | onde está a minha | onde está o meu | cadê
cancelar | anular | desistir
trocar | substituir | substituição
danificado | quebrado | defeituoso | estragado | defeito | avariado | não funciona
desconto | cupom | cupão | código promocional | código de desconto | vale | promoção
cartão presente | cartão-presente | vale presente | vale-presente | cartão oferta | gift card
redefinir | recuperar | repor | esqueci
senha | palavra-passe | password
entrar | fazer login | login | iniciar sessão | acessar | aceder
cadastrar | criar uma conta | criar conta | abrir uma conta | registar
custar | preço | taxa | valor
fatura | recibo | nota fiscal | comprovante
contato | contactar | falar com | contatar | ligar
telefone | número | ligar
atendente | pessoa | humano | agente
horário | funcionamento | abrir
loja | unidade | filial
tamanho | medida | ficou grande | ficou pequeno | não serve | não serviu | número
extraviado | perdido | não chegou | não recebi | nunca chegou
exterior | internacional | outro país | outros países | estrangeiro
artigo | produto | peça | item
excluir | apagar | eliminar | encerrar
pontos | recompensas | fidelidade
disponível | esgotado | estoque | stock
expresso | urgente | rápido | expressa
privacidade | dados pessoais
alfândega | impostos | taxas de importação
reparar | consertar | arranjar
parcelas | prestações | parcelar | parcelado
lavar | limpar
alterar | mudar | modificar | editar | atualizar
demorar | quanto tempo | quando chega | prazo`,
}
