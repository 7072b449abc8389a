// How GitHub would read a comment, for tests: rendered by a Markdown implementation that is not ours, then searched
// for what GitHub makes live in the text that is left: mentions, references, commit ids, addresses.
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'

export interface Rendered {
  readonly html: string
  /** Names of the elements, opening and closing, in order. */
  readonly tags: readonly string[]
  /** Text outside code, with entities resolved: what GitHub searches. */
  readonly text: string
}

export function renderAsGitHub(markdown: string): Rendered {
  const html = micromark(markdown, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
  })
  const visible = html
    .replaceAll(/<!--[^]*?-->/g, '')
    .replaceAll(/<(code|pre)\b[^>]*>[^]*?<\/\1>/g, ' ')
  return {
    html,
    tags: [...html.matchAll(/<(\/?[a-z][a-z0-9]*)/gi)].map(([, name]) => name!),
    text: unescape(visible.replaceAll(/<[^>]*>/g, '\n')),
  }
}

/** GitHub's filters, as documented and as its own libraries have them. */
const LIVE: readonly RegExp[] = [
  /(?<![\w`])@[a-z0-9][a-z0-9-]*/i,
  /(?<!\w)#\d+/,
  /\bGH-\d+/i,
  /\b[A-Z][A-Z0-9]*-\d+/,
  /\b[0-9a-f]{7,40}\b/i,
  /[a-z][a-z0-9+.-]*:\/\/\S/i,
  /\bwww\.\S/i,
  /\$[^\n]*\$/,
]

export function findLive(text: string): readonly string[] {
  return LIVE.flatMap((pattern) => pattern.exec(text)?.[0] ?? [])
}

function unescape(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}
