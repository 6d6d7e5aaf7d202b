// Who waits to be let in: asks every two seconds, and opens the page anew when the answer is another one.

const EVERY = 2000;
const PATIENCE = 4000;
const { state } = document.getElementById("waiting").dataset;

async function look() {
  const options = { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) };
  const answer = await fetch(state, options).catch(() => null);
  // Without a network, or while the server starts anew, one goes on waiting.
  const told = answer?.ok ? await answer.text() : answer?.status === 404 ? "gone" : "waiting";
  if (told === "waiting") setTimeout(look, EVERY);
  else location.reload();
}

setTimeout(look, EVERY);
