// Functions that run in the page: each is sent as text, so that none uses anything outside itself.

/**
 * Texts with too little contrast to what is behind them, by WCAG 2: 4.5, or 3 for large ones. Colours
 * are computed ones, blended over the backgrounds of the ancestors.
 */
export function poorContrast() {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const cache = new Map();
  // The canvas reads every way of writing a colour.
  const rgba = (text) => {
    if (!cache.has(text)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = text;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      cache.set(text, [r, g, b, a / 255]);
    }
    return cache.get(text);
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const page = rgba(getComputedStyle(document.documentElement).getPropertyValue('--paper') || 'Canvas');
  const behind = (element) => {
    const layers = [];
    for (let node = element; node; node = node.parentElement) {
      const color = rgba(getComputedStyle(node).backgroundColor);
      if (color[3] > 0) layers.push(color);
      if (color[3] === 1) break;
    }
    return layers.reduceRight((below, layer) => over(layer, below), page);
  };
  const problems = [];
  let count = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const words = text.data.trim();
    const element = text.parentElement;
    if (!words || element.closest('script, style, noscript, [hidden], [disabled], [aria-disabled=true], svg')) continue;
    const style = getComputedStyle(element);
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    const isSeen = element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) &&
      box.width > 1 && box.height > 1 && !element.closest('.unseen');
    if (!isSeen) continue;
    count += 1;
    const ground = behind(element);
    const ink = over(rgba(style.color), ground);
    const [light, dark] = [luminance(ink), luminance(ground)].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (isLarge ? 3 : 4.5)) {
      problems.push(`${ratio.toFixed(2)}: "${words.slice(0, 40)}" in ${element.tagName.toLowerCase()}` +
        `.${[...element.classList].join('.')} ${style.color} on rgb(${ground.slice(0, 3).map(Math.round)})`);
    }
  }
  return { count, problems };
}

/** Whatever of a hostile text became more than text, or is shown as it came. */
export function intrusions() {
  const problems = [];
  if (globalThis.wasRun !== undefined) problems.push('a script of the trace ran');
  if ({}.isPolluted) problems.push('the prototype of all objects was changed');
  for (const node of document.querySelectorAll('img, iframe, object, embed, [onerror], [onload], [srcdoc], a[href^="javascript:"]')) {
    problems.push(`an element of the trace: ${node.outerHTML.slice(0, 120)}`);
  }
  for (const script of document.querySelectorAll('script')) {
    const isOurs = script.src || /json|importmap/.test(script.type) || /^trace-\d+$/.test(script.id) ||
      script.textContent.trim() === "import 'v/main';";
    if (!isOurs) {
      problems.push(`a script: ${script.outerHTML.slice(0, 120)}`);
    }
  }
  const shown = `${document.body.innerText}${document.title}${[...document.querySelectorAll('[title], [aria-label]')]
    .map((node) => `${node.title}${node.getAttribute('aria-label') ?? ''}`).join(' ')}`;
  const raw = /[\u0000-\u0008\u000B-\u001F\u202A-\u202E\u2066-\u2069]/.exec(shown);
  if (raw) problems.push(`U+${raw[0].charCodeAt(0).toString(16)} is shown raw: ${JSON.stringify(shown.slice(raw.index - 20, raw.index + 20))}`);
  if (shown.length > 400_000) problems.push(`${shown.length} characters are shown`);
  return problems;
}

/** Parts that stick out: the page must not scroll sideways. */
export function overflow() {
  const root = document.documentElement;
  return root.scrollWidth > root.clientWidth ? [`the page is ${root.scrollWidth} px wide in a window of ${root.clientWidth}`] : [];
}

/** What has the focus, and whether one sees it. */
export function focused() {
  const node = document.activeElement;
  if (!node || node === document.body || node === document.documentElement) return null;
  const style = getComputedStyle(node);
  const box = node.getBoundingClientRect();
  return {
    tag: node.tagName.toLowerCase(), id: node.id, role: node.getAttribute('role'),
    name: (node.getAttribute('aria-label') ?? node.innerText ?? '').trim().slice(0, 60),
    isMarked: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none',
    hasSize: box.width > 0 && box.height > 0,
  };
}
