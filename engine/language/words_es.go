package language

// wordsES are the lists of Spanish.
var wordsES = lists{
	empty: `el la los las lo un una unos unas al del de a ante bajo con contra desde durante en entre hacia hasta para por según sin sobre tras
yo me mi mis mí mío mía tú te ti tu tus tuyo usted ustedes él ella ellos ellas le les se sí su sus suyo nosotros nos nuestro nuestra nuestros
nuestras vos vosotros os vuestro vuestra que qué quién quienes cual cuál cuales cuáles cuando cuándo donde dónde como cómo cuanto cuánto cuanta cuánta
cuantos cuántos cuántas cuantas porque porqué pues si no ni y e o u pero mas sino aunque ya muy más menos también tampoco solo sólo este esta estos estas esto
ese esa esos esas eso aquel aquella ser es soy eres son era eran fue fueron sea sean siendo sido estar está estoy están estaba estado
haber he has ha hay hemos han había habrá hubo tener tengo tiene tienes tienen tenía poder puedo puede puedes pueden podría podrían podéis
debo debe debes deben hago hace hacen hacéis hacer haga hecho voy va van vas ir por favor gracias hola buenas buenos días tardes noches vale ok`,
	faint: `quiero quisiera quiere quieren querría gustaría necesito necesita necesitamos saber sé sabe sabes decir dice dicen dime díganme preguntar pregunta
preguntas duda dudas ver veo mirar buscar busco encontrar encuentro creer creo pensar pienso parece espero ayuda ayudar ayúdame ayuden
posible posibilidad forma manera modo cosa cosas algo nada alguien nadie todo todos toda todas gente señor señora amigo
amiga hijo hija marido esposa mujer madre padre hermano hermana novio novia hoy ayer mañana ahora ya todavía aún siempre nunca luego después antes
pronto semana semanas mes meses año años día hora horas minuto minutos vez veces tiempo realmente quizás quizá tal vez bastante poco mucho mucha muchos
muchas tipo problema problemas asunto caso información detalle detalles explicar entender bien mal bueno buena malo mala mejor
seguro cierto uno dos primero primera pasar pasa pasó ocurre sucede querido urgente urgentemente dar doy da dan deja dejar poner pongo
llevar lleva usar uso tomar olvidé olvidó olvidado recuerdo disculpe disculpa perdón perdona otro otra otros otras cada mismo misma`,
	verbs: `durar aceptar admitir permitir dejar esperar quedar llevar traer mover parar seguir continuar elegir escoger pulsar incluir contener comprobar requerir pedir
volver poner mostrar aparecer sentir decidir preferir manejar empezar terminar vivir suponer recomendar informar avisar mencionar creer caer salir
tres cuatro cinco seis siete ocho nueve diez veinte treinta cien mil docena mitad par
fuera dentro juntos aparte fácil difícil rápido lento actual real completo entero varios normal general claro común lejos cerca`,
	forms: `£: libra libras
€: euro euros
$: dólar dólares
%: porciento porcentaje
devolver: devolución devoluciones devuelvo devuelve devuelven devuelto devuelta devueltos devolvemos
enviar: envío envíos envían enviamos enviado envia
pagar: pago pagos pagado pagamos
entregar: entrega entregas entregado entregan
comprar: compra compras comprado compré
cambiar: cambio cambios cambiado
reembolsar: reembolso reembolsos reembolsado
cancelar: cancelación cancelaciones cancelado anulación
perder: perdí perdido perdida pierdo pierde retrasa retrasado retraso
romper: rompió roto rota rotos rotas
olvidar: olvidé olvidado olvidada
recibir: recibo recibido recibí reciben
garantía: garantías garantizado
descontar: descuento descuentos
costar: cuesta cuestan coste costes costo costos costó
tardar: tarda tardan tardará demora demoran
llegar: llega llegan llegado llegó llegará
abrir: abierto abre abren abierta apertura
cerrar: cerrado cierra cierran cierre
seguir: seguimiento sigo
factura: facturas facturación
registrar: registro registrarme registrado
borrar: borro borrado
retirar: retiro retirada recoger recogida recogo`,
	meanings: `devolver | mandar de vuelta | regresar
reembolso | mi dinero de vuelta | dinero de vuelta | devuelven el dinero | mi dinero
envío | entrega | despacho | mandar
paquete | pedido | encomienda
seguimiento | rastrear | rastreo | localizar | dónde está mi | donde esta mi
cancelar | anular
cambiar | canjear | reemplazar | sustituir
dañado | roto | defectuoso | estropeado | averiado | defecto | no funciona
descuento | cupón | código promocional | código de descuento | vale | promoción
tarjeta regalo | tarjeta de regalo | cheque regalo | gift card
restablecer | recuperar | olvidé
contraseña | clave
iniciar sesión | entrar | acceder | ingresar | login
registrarme | crear una cuenta | crear cuenta | abrir una cuenta | darme de alta
costar | precio | tarifa | gastos | vale
factura | recibo | ticket | comprobante
contactar | hablar con | comunicarme | ponerme en contacto | llamar
teléfono | número | llamar
agente | persona | humano | asesor
horario | hora de apertura | abrir
tienda | local | sucursal
talla | tamaño | me queda grande | me queda pequeño | me queda chico | no me queda | medida
perdido | no ha llegado | no llegó | no llega | no he recibido | no recibí | extraviado
extranjero | internacional | otro país | otros países | fuera de España
artículo | producto | prenda
eliminar | borrar | cerrar | dar de baja
puntos | recompensas | fidelidad
disponible | agotado | stock | existencias
exprés | urgente | rápido | express
privacidad | datos personales
aduana | aranceles | impuestos
reparar | arreglar
plazos | cuotas | a plazos
lavar | limpiar
modificar | cambiar | editar | actualizar
tardar | cuánto tiempo | cuándo llega | plazo`,
}
