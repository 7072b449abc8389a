import { expect, it } from 'vitest'
import { element, renderXml } from './xml.ts'

it('nests elements and leaves out what is undefined', () => {
  const root = element('a', { x: 1, y: undefined }, element('b', {}), element('c', {}, 'text'))
  expect(renderXml(root)).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <a x="1">
      <b/>
      <c>text</c>
    </a>
    "
  `)
})

it('escapes what XML reads as markup, and keeps line breaks in attributes', () => {
  const root = element('a', { x: `<"&'>\n\t` }, '<&>"\n')
  expect(renderXml(root)).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <a x="&lt;&quot;&amp;'&gt;&#10;&#9;">&lt;&amp;&gt;"
    </a>
    "
  `)
})

it('replaces characters that no XML document can hold', () => {
  expect(renderXml(element('a', {}, 'a\u0000\u001B[31mb\uFFFFc\uD800d 😀 é')))
    .toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <a>a��[31mb�c�d 😀 é</a>
    "
  `)
})
