// XML 1.0 as text: escaped, indented, and without the characters that it cannot hold.

export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string | number | undefined>>
  readonly children: readonly (XmlElement | string)[]
}

/** Attributes that are undefined are left out. */
export function element(
  name: string,
  attributes: XmlElement['attributes'],
  ...children: XmlElement['children']
): XmlElement {
  return { name, attributes, children }
}

export function renderXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${renderElement(root, '')}`
}

function renderElement({ name, attributes, children }: XmlElement, indent: string): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeAttribute(String(value))}"`)
  const tag = `${indent}<${name}${written.join('')}`
  if (children.length === 0) return `${tag}/>\n`
  const [text] = children
  // Text stands alone in its element, and white space around it would become part of it.
  if (typeof text === 'string') return `${tag}>${escapeText(text)}</${name}>\n`
  const inner = children.map((child) => renderElement(child as XmlElement, `${indent}  `))
  return `${tag}>\n${inner.join('')}${indent}</${name}>\n`
}

function escapeText(text: string): string {
  return legal(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Readers turn a bare line break inside an attribute into a space. */
function escapeAttribute(text: string): string {
  return escapeText(text)
    .replaceAll('"', '&quot;')
    .replaceAll(/[\t\n\r]/g, (blank) => `&#${blank.charCodeAt(0)};`)
}

/** Control characters, halves of surrogate pairs, U+FFFE and U+FFFF exist in no XML 1.0 document, escaped or not. */
function legal(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.toWellFormed().replaceAll(/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g, '\uFFFD')
}
