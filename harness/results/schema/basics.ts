// What every part of the session file is made of.
import { z } from 'zod'

export const label = z.string().min(1)
export const count = z.number().int().nonnegative()

/** Any coded doubt or fact; core/notes.ts owns the union. */
export const note = z.looseObject({ code: z.string() })
