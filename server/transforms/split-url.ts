// Adds the parts of `url` to events that have one: `$protocol`, `$domain`, `$path`, `$params`.
import type { EventColumns } from '../events/columns.ts'
import { changeData } from '../events/dictionary.ts'
import { fieldReader, stringOf, withFields } from '../wire/json-fields.ts'

const urlOf = fieldReader('url')

/** Events whose `url` is not an absolute URL stay as they are. */
export function splitUrlEvents(events: EventColumns): EventColumns {
  return changeData(events, (text) => {
    const urlText = stringOf(urlOf(text))
    const url = urlText === undefined ? null : URL.parse(urlText)
    return url === null ? text : withFields(text, urlFields(url))
  })
}

function urlFields(url: URL): Readonly<Record<string, string>> {
  const protocol = url.protocol.slice(0, -1)
  const domain = url.hostname === '' ? protocol : url.hostname.replace(/^(?:www\.)+/, '')
  return {
    $protocol: JSON.stringify(protocol),
    $domain: JSON.stringify(domain),
    $path: JSON.stringify(url.pathname),
    $params: JSON.stringify(url.search.slice(1)),
  }
}
