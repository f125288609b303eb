// A long piece of work answers from time to time with how far it has come; this asks for the rest by itself.
//   data-go-on on the <form> that goes on. Without scripts its button does the same.

document.querySelector("form[data-go-on]")?.requestSubmit();
