import type { Detector } from '../detector.ts'
import { detectGo } from './go.ts'
import { detectNode } from './node.ts'
import { detectPython } from './python.ts'
import { detectRust } from './rust.ts'

/** The first that knows the project. To add a kind: write a file beside these and name it here. */
export const DETECTORS: readonly Detector[] = [detectRust, detectGo, detectNode, detectPython]
