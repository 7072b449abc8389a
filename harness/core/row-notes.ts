// Doubts about the rows that servers wrote. To add one: a member here and its sentence below.

export type RowNote =
  | {
      readonly code: 'copy-changed'
      readonly target: string
      readonly unit: number
      readonly bucket: string
      readonly detail: string
    }
  | {
      readonly code: 'rows-differ'
      readonly scenario: string
      readonly target: string
      readonly unit: number
      readonly bucket: string
      readonly expected: string
      readonly got: number
    }
  | { readonly code: 'rows-not-checked'; readonly what: string; readonly why: string }

export function isRowNote(note: { readonly code: string }): note is RowNote {
  return ['copy-changed', 'rows-differ', 'rows-not-checked'].includes(note.code)
}

/** One or two plain sentences. */
export function describeRowNote(note: RowNote): string {
  switch (note.code) {
    case 'copy-changed':
      return `"${note.target}" changed its copy of the snapshot in unit ${note.unit}, which no scenario asks for: ${note.detail} in ${note.bucket}. Its speed is not judged.`
    case 'rows-differ':
      return `"${note.target}" wrote ${note.got} rows into ${note.bucket} (${note.scenario}) in unit ${note.unit}, expected ${note.expected}. Its speed there is not judged.`
    case 'rows-not-checked':
      return `The rows of ${note.what} were not checked: ${note.why}.`
  }
}
