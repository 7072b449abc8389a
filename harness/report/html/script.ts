// The only script of a report: sorting, filtering, theme, folds and names of what the pointer is on. The page is whole
// without it; controls that need it are hidden until it runs.

export const SCRIPT = String.raw`
(() => {
  'use strict'
  const root = document.documentElement
  root.classList.add('js')

  const KEY = 'heartbench-theme'
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const stored = () => { try { return localStorage.getItem(KEY) } catch { return null } }
  const isDark = () => (root.dataset.theme ?? (dark.matches ? 'dark' : 'light')) === 'dark'
  if (stored() === 'dark' || stored() === 'light') root.dataset.theme = stored()

  addEventListener('DOMContentLoaded', () => {
    themeButton()
    document.querySelectorAll('table.results').forEach(sortable)
    document.querySelectorAll('form[data-filters]').forEach(filter)
    folds()
    hints()
    addEventListener('hashchange', show)
    show()
  })

  function themeButton() {
    const button = document.querySelector('button.theme')
    const tell = () => button.setAttribute('aria-pressed', String(isDark()))
    button.hidden = false
    button.addEventListener('click', () => {
      root.dataset.theme = isDark() ? 'light' : 'dark'
      try { localStorage.setItem(KEY, root.dataset.theme) } catch { /* files have no storage everywhere */ }
      tell()
    })
    dark.addEventListener('change', tell)
    tell()
  }

  function sortable(table) {
    const body = table.tBodies[0]
    const original = [...body.rows]
    const heads = [...table.tHead.rows[0].cells]
    heads.forEach((head, column) => {
      if (!head.dataset.sort) return
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'sort'
      button.append(...head.childNodes)
      head.append(button)
      head.setAttribute('aria-sort', 'none')
      button.addEventListener('click', () => {
        const before = head.getAttribute('aria-sort')
        const order = before === 'none' ? 'ascending' : before === 'ascending' ? 'descending' : 'none'
        heads.forEach((one) => one.dataset.sort && one.setAttribute('aria-sort', 'none'))
        head.setAttribute('aria-sort', order)
        body.append(...(order === 'none' ? original : sorted(original, column, head.dataset.sort, order)))
      })
    })
  }

  /** Cells without a value stay at the end in either order. */
  function sorted(rows, column, kind, order) {
    const sign = order === 'ascending' ? 1 : -1
    const keyOf = (row) => {
      const cell = row.cells[column]
      return kind === 'text' ? cell.textContent : cell.dataset.key === '' ? null : Number(cell.dataset.key)
    }
    return [...rows].sort((a, b) => {
      const [x, y] = [keyOf(a), keyOf(b)]
      if (kind === 'text') return sign * x.localeCompare(y, 'en')
      if (x === null || y === null) return Number(x === null) - Number(y === null)
      return sign * (x - y)
    })
  }

  function filter(form) {
    const rows = [...document.getElementById(form.dataset.filters).tBodies[0].rows]
    const { text, verdict, rows: kind } = form.elements
    const apply = () => {
      const words = text.value.toLowerCase().split(/\s+/).filter(Boolean)
      const isShown = (row) =>
        (kind.value === 'all' || row.dataset.rows.split(' ').includes(kind.value)) &&
        (verdict.value === '' || row.dataset.verdict === verdict.value) &&
        words.every((word) => row.textContent.toLowerCase().includes(word))
      for (const row of rows) row.hidden = !isShown(row)
      const shown = rows.filter((row) => !row.hidden).length
      form.querySelector('output').textContent = shown + ' of ' + rows.length + ' rows'
    }
    form.hidden = false
    form.addEventListener('input', apply)
    form.addEventListener('submit', (event) => event.preventDefault())
    apply()
  }

  function folds() {
    document.querySelectorAll('.folds').forEach((one) => { one.hidden = false })
    document.querySelectorAll('[data-folds]').forEach((button) =>
      button.addEventListener('click', () =>
        document.querySelectorAll('details.scenario').forEach((one) => {
          one.open = button.dataset.folds === 'open'
        })))
  }

  /** Opens what the address leads to, also in browsers that leave folds closed. */
  function show() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)))
    if (!target) return
    for (let at = target; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true
    target.scrollIntoView()
    if (target.tabIndex === -1 && target.hasAttribute('tabindex')) target.focus({ preventScroll: true })
  }

  /** Titles inside pictures, at once instead of after a second. */
  function hints() {
    const hint = document.createElement('div')
    hint.className = 'hint'
    hint.hidden = true
    document.body.append(hint)
    document.addEventListener('pointerover', (event) => {
      const title = event.target.closest?.('svg.chart *')?.querySelector(':scope > title')
      hint.hidden = !title
      if (!title) return
      hint.textContent = title.textContent
      const { clientWidth } = root
      hint.style.left = Math.max(4, Math.min(event.clientX + 12, clientWidth - hint.offsetWidth - 4)) + 'px'
      hint.style.top = (event.clientY > 60 ? event.clientY - 40 : event.clientY + 20) + 'px'
    })
  }
})()
`
