// Looks over a page as a careful person would, and says what is wrong: text that is cut or covered, a page that scrolls sideways, figures that do
// not stand in columns, words that only a program would say. Evaluates to a list of sentences.
(() => {
  const findings = new Set()
  const slack = 1.5

  const name = element => {
    const label = element.tagName.toLowerCase() + (element.id ? '#' + element.id : '') + [...element.classList].map(one => '.' + one).join('')
    const words = (element.textContent || '').trim().replace(/\s+/g, ' ')
    const inside = element.parentElement?.closest('[class]')
    return `${label}${inside ? ' in ' + inside.tagName.toLowerCase() + [...inside.classList].map(one => '.' + one).join('') : ''} "${words.length > 50 ? words.slice(0, 50) + '...' : words}"`
  }

  const style = new Map()
  const styleOf = element => style.get(element) ?? style.set(element, getComputedStyle(element)).get(element)
  // What is there for the ear only, or until it has the focus, is a pixel large on purpose.
  const forTheEar = element => {
    if (element.closest('.sr, .skip')) return true
    for (let box = element; box && box !== document.body; box = box.parentElement) if (styleOf(box).clipPath === 'inset(50%)') return true
    return false
  }
  const cuts = value => value === 'hidden' || value === 'clip'
  const scrolls = value => value === 'auto' || value === 'scroll'

  // The words in view: each piece of text with the part of the window it covers, cut by what cuts it.
  const pieces = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement
    if (!node.data.trim() || !parent || parent.closest('script, style, noscript, option, title, desc') || forTheEar(parent) || !parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const rect of range.getClientRects()) {
      if (rect.width < 1 || rect.height < 1) continue
      const seen = { left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom }
      let loose = false
      let scrollsAway = false
      for (let box = parent; box && box !== document.body; box = box.parentElement) {
        const look = styleOf(box)
        if (look.position === 'fixed' || look.position === 'sticky' || (look.position === 'absolute' && !box.closest('svg'))) loose = true
        const area = box.getBoundingClientRect()
        if (scrolls(look.overflowX) || scrolls(look.overflowY)) scrollsAway = true
        if (!scrollsAway && cuts(look.overflowX) && !(parent.closest('[title]') && look.textOverflow === 'ellipsis') && (seen.right > area.right + slack || seen.left < area.left - slack))
          findings.add(`cut at the side: ${name(parent)}`)
        if (!scrollsAway && cuts(look.overflowY) && look.webkitLineClamp === 'none' && (seen.bottom > area.bottom + 4 || seen.top < area.top - 4))
          findings.add(`cut above or below: ${name(parent)}`)
        if (look.overflowX !== 'visible') { seen.left = Math.max(seen.left, area.left); seen.right = Math.min(seen.right, area.right) }
        if (look.overflowY !== 'visible') { seen.top = Math.max(seen.top, area.top); seen.bottom = Math.min(seen.bottom, area.bottom) }
      }
      if (!scrollsAway && (seen.left < -slack || (seen.right > innerWidth + slack && loose))) findings.add(`out of the window at the side: ${name(parent)}`)
      if (seen.right - seen.left > 1 && seen.bottom - seen.top > 1) pieces.push({ ...seen, parent, loose })
    }
    const size = parseFloat(styleOf(parent).fontSize)
    if (size < 11 && /[\p{L}\p{N}]/u.test(node.data) && !parent.closest('svg')) findings.add(`set in ${size} px: ${name(parent)}`)
  }

  // Words over words. What floats above the page on purpose (a menu, a header that stays) covers what is below it.
  pieces.sort((one, other) => one.top - other.top)
  for (let i = 0; i < pieces.length; i++) {
    const one = pieces[i]
    if (one.loose) continue
    for (let j = i + 1; j < pieces.length && pieces[j].top < one.bottom - 3; j++) {
      const other = pieces[j]
      if (other.loose || one.parent === other.parent || one.parent.contains(other.parent) || other.parent.contains(one.parent)) continue
      if (Math.min(one.right, other.right) - Math.max(one.left, other.left) > 3 && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 4)
        findings.add(`written over each other: ${name(one.parent)} and ${name(other.parent)}`)
    }
  }

  // The page itself never scrolls sideways; a wide table does, in a region of its own.
  const wide = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth > wide + 1) {
    const stickingOut = [...document.body.querySelectorAll('*')].filter(element => {
      if (forTheEar(element) || element.getBoundingClientRect().right <= wide + 1 || !element.checkVisibility()) return false
      for (let box = element.parentElement; box && box !== document.body; box = box.parentElement)
        if (styleOf(box).overflowX !== 'visible') return false
      return true
    })
    findings.add(`the page is ${document.documentElement.scrollWidth} px wide in a window of ${wide} px: ${stickingOut.slice(-3).map(name).join('; ') || 'nothing sticks out'}`)
  }

  // A region that scrolls sideways must be one that a keyboard reaches and a screen reader names.
  for (const element of document.body.querySelectorAll('*')) {
    if (element.scrollWidth > element.clientWidth + 1 && scrolls(styleOf(element).overflowX) && element.clientWidth > 0 && element.tagName !== 'SELECT' && element.tagName !== 'TEXTAREA'
      && element.tabIndex < 0 && !element.querySelector('a, button, input, select, [tabindex="0"]'))
      findings.add(`scrolls, but not by keyboard: ${name(element)}`)
  }

  // Figures stand in columns: to the right, digits equally wide.
  const figure = /^(minus )?[(\u2212-]?[\u00a3\u20ac$]?\d[\d,]*(\.\d+)?\s?[%)]*$/
  for (const cell of document.querySelectorAll('td')) {
    const words = cell.textContent.trim()
    if (!figure.test(words) || cell.matches('.words') || !cell.checkVisibility() || cell.closest('.stacks, .cards') && styleOf(cell).display !== 'table-cell') continue
    const look = styleOf(cell)
    if (look.textAlign !== 'right' && look.textAlign !== 'end') findings.add(`a figure that is not set to the right: ${name(cell)}`)
    const digits = styleOf(cell.querySelector('.figure') ?? cell)
    if (!digits.fontVariantNumeric.includes('tabular-nums')) findings.add(`a figure whose digits are not equally wide: ${name(cell)}`)
  }

  // Words keep away from the edge of the card that they stand on.
  for (const piece of pieces) {
    const card = piece.parent.closest('.card')
    if (card && !piece.loose && styleOf(card).display !== 'inline' && piece.left - card.getBoundingClientRect().left < 6) findings.add(`at the edge of its card: ${name(piece.parent)}`)
  }

  // A list that is closed shows the whole of a short choice. What people name may be longer than any list.
  const ruler = document.createElement('canvas').getContext('2d')
  for (const list of document.querySelectorAll('select')) {
    const words = list.selectedOptions[0]?.text.trim() ?? ''
    if (!list.checkVisibility() || words.length > 24 || list.multiple) continue
    const look = styleOf(list)
    ruler.font = `${look.fontStyle} ${look.fontWeight} ${look.fontSize} ${look.fontFamily}`
    if (ruler.measureText(words).width + parseFloat(look.paddingLeft) + parseFloat(look.paddingRight) + 18 > list.clientWidth) findings.add(`cut in a list: ${name(list.parentElement)} "${words}"`)
  }

  // Figures of four digits and more have commas; a year has no decimals, so what has decimals is a figure.
  for (const piece of pieces) {
    const bare = /(?<![\d.,/-])\d{4,}\.\d+(?![\d.])/.exec(piece.parent.textContent)
    if (bare && !piece.parent.closest('code')) findings.add(`without commas, ${bare[0]}: ${name(piece.parent)}`)
  }

  // Bars and charts say what they show, to the eye too.
  for (const picture of document.querySelectorAll('table.bars, .chart')) {
    const card = picture.closest('section, article, .card')
    if (picture.checkVisibility() && ![...(card ?? document.body).querySelectorAll('h1, h2, h3, .chart-title')].some(heading => heading.checkVisibility() && !forTheEar(heading)))
      findings.add(`a picture without a heading: ${name(picture)}`)
  }

  // What a program says when something is missing.
  for (const piece of pieces) {
    const slip = /\b(undefined|NaN|Infinity|null|\[object|System\.\w+|Milestone\.Core\.)\b|\{\d\}|0001-01-01|00000000-0000/.exec(piece.parent.textContent)
    if (slip && !piece.parent.closest('code')) findings.add(`says ${slip[0]}: ${name(piece.parent)}`)
  }
  return [...findings].slice(0, 25)
})()
