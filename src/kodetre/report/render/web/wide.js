// Tables that are wider than the window say so: their edge fades where there is more, and the keyboard can scroll them.
{
  const telling = (box) => {
    const more = [];
    if (box.scrollLeft > 2) more.push("left");
    if (box.scrollLeft + box.clientWidth < box.scrollWidth - 2) more.push("right");
    if (more.length) box.dataset.more = more.join(" "); else delete box.dataset.more;
    const hint = box.previousElementSibling;
    const wide = box.scrollWidth > box.clientWidth + 2;
    if (hint && hint.classList.contains("scrolls")) hint.hidden = !wide;
    if (wide) box.tabIndex = 0; else box.removeAttribute("tabindex");
  };
  // On a phone the contents fold away, so that the page begins with what it says.
  const contents = document.getElementById("contents"), narrow = matchMedia("(max-width: 48rem)");
  const folded = () => { contents.open = !narrow.matches; };
  if (contents) { narrow.addEventListener("change", folded); folded(); }
  const sizes = new ResizeObserver((seen) => seen.forEach((entry) => telling(entry.target)));
  for (const box of document.querySelectorAll(".wide")) {
    box.addEventListener("scroll", () => telling(box), { passive: true });
    sizes.observe(box);
  }
}
