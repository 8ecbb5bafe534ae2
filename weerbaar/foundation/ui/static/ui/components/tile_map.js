// Walks over the tiles of a map with the arrow keys: the whole map is one stop of the Tab key. Tells which tile is looked at.
const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

// The nearest place that lies more in that direction than beside it; undefined at the edge.
export function nearest(from, places, key) {
  const [right, down] = WAYS[key];
  const price = (to) => {
    const ahead = (to.x - from.x) * right + (to.y - from.y) * down;
    const aside = Math.abs((to.x - from.x) * down) + Math.abs((to.y - from.y) * right);
    return ahead > 1 && aside <= ahead ? ahead + aside : Infinity;
  };
  const best = places.reduce((found, to) => (price(to) < price(found) ? to : found), from);
  return best === from ? undefined : best;
}

function placesOf(map) {
  return [...map.querySelectorAll("a.tile")].map((tile) => {
    const box = tile.querySelector("path").getBBox();
    return { tile, x: box.x + box.width / 2, y: box.y + box.height / 2 };
  });
}

function start(map) {
  const ring = map.querySelector(".tile_map__ring");
  const told = document.querySelector(`[data-tile-told="${map.dataset.tileMap}"]`);
  // Chromium lets the Tab key stop at a picture that listens for focus itself; what stands around it may listen.
  const around = map.parentElement;
  let places;

  const tell = (tile) => {
    told.hidden = !tile;
    told.textContent = tile ? tile.querySelector("title").textContent : "";
  };

  around.addEventListener("focusin", ({ target }) => {
    const tile = target.closest("a.tile");
    if (!tile) return;
    map.querySelector('a.tile[tabindex="0"]')?.setAttribute("tabindex", "-1");
    tile.setAttribute("tabindex", "0");
    if (tile.matches(":focus-visible")) ring.setAttribute("d", tile.querySelector("path").getAttribute("d"));
    tell(tile);
  });
  around.addEventListener("focusout", () => {
    ring.setAttribute("d", "");
    tell(null);
  });
  around.addEventListener("pointerover", ({ target }) => tell(target.closest(".tile") ?? map.querySelector("a.tile:focus")));
  around.addEventListener("pointerleave", () => tell(map.querySelector("a.tile:focus")));

  around.addEventListener("keydown", (event) => {
    const tile = event.target.closest("a.tile");
    if (!tile || event.ctrlKey || event.altKey || event.metaKey) return;
    places ??= placesOf(map);
    const from = places.find((place) => place.tile === tile);
    let to;
    if (event.key in WAYS) to = nearest(from, places, event.key);
    else if (event.key === "Home") to = places[0];
    else if (event.key === "End") to = places.at(-1);
    else return;
    event.preventDefault();
    to?.tile.focus();
  });
}

document.querySelectorAll("[data-tile-map]").forEach(start);
