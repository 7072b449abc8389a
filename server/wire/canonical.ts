// The one spelling of a JSON text that other servers may have stored otherwise.
import { parseJson } from './json-parse.ts'
import { printJson } from './json-print.ts'
import { JsonSyntaxError } from './json-scan.ts'

/** A text that is no JSON stays as it is: it equals nothing that a client can send. */
export function canonical(text: string): string {
  try {
    return printJson(parseJson(text))
  } catch (error) {
    if (error instanceof JsonSyntaxError) return text
    throw error
  }
}
