// An open duty desk asks twice a minute whether anyone began to wait, and says so; the list itself stays still.
const notice = document.querySelector("[data-anything-new]");
const EVERY = 30_000;

async function ask() {
  const answer = await fetch(notice.dataset.anythingNew, { redirect: "error" });
  if (!answer.ok) return;
  const { new: isNew } = await answer.json();
  if (!isNew) return;
  notice.hidden = false;
  document.title = `● ${document.title}`;
  clearInterval(asking);
}

// A desk that cannot be reached asks again at the next turn; after the session ended there is nothing to tell.
const asking = notice && setInterval(() => ask().catch(() => undefined), EVERY);
