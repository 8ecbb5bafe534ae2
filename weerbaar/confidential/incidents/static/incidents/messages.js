// While an archive is read, the page goes on by itself: it sends the very form that "Ga verder" would.
const going = document.querySelector("form[data-goes-on]");
if (going) going.requestSubmit();
