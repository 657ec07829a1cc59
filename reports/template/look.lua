-- The look of the report's classes in each format, for both engines.
--
-- HTML keeps the classes and leaves the rest to report.css. Typst gets calls of the functions in
-- look.typ. Word gets named styles of reference.docx.

local stringify = pandoc.utils.stringify

local SPANS = {
  attribution = "Attribution",
  base = "Base",
  better = "Better",
  ["chapter-number"] = "Chapter Number",
  eyebrow = "Eyebrow",
  muted = "Muted",
  number = "Finding Number",
  top3 = "Top Three",
  worse = "Worse",
}
local DIVS = {
  finding = "Finding",
  lead = "Lead",
  minute = "Minute",
  notes = "Notes",
  aims = "Aims",
  observations = "Observations",
  traits = "Traits",
  verbatims = "Quote",
}

local function known(classes, names)
  for _, class in ipairs(classes) do
    if names[class] then return class end
  end
end

local function is(format) return FORMAT:match(format) ~= nil end

-- Name of the Typst function for a class: hyphens are fine in Typst's identifiers.
local function call(class) return "#look-" .. class end

-- An empty run in a style: `finish` in word.py tints the cell that holds one.
local TOP_THREE = '<w:r><w:rPr><w:rStyle w:val="TopThree"/></w:rPr></w:r>'

local function typst_inline(code) return pandoc.RawInline("typst", code) end
local function typst_block(code) return pandoc.RawBlock("typst", code) end

-- An arrow is read out as what it means.
local ARROWS = { ["▲"] = "higher", ["▼"] = "lower" }

local function spoken(span)
  return span:walk({
    Str = function(str)
      local meaning = ARROWS[str.text]
      if not meaning then return nil end
      return pandoc.RawInline("html", ('<span role="img" aria-label="%s">%s</span>'):format(meaning, str.text))
    end,
  })
end

function Span(span)
  -- Word has one style a run: what differs from overall says more than the tint shows already.
  local class = known(span.classes, { better = 1, worse = 1 }) or known(span.classes, SPANS)
  if not class then return nil end
  if is("typst") then
    local content = span.content
    for _, name in ipairs(span.classes) do
      if SPANS[name] then
        content:insert(1, typst_inline(call(name) .. "["))
        content:insert(typst_inline("]"))
      end
    end
    return content
  elseif is("docx") then
    span.attributes["custom-style"] = SPANS[class]
    return span
  elseif is("html") then
    return spoken(span)
  end
end

-- Verbatims: the words, then who said them, as one quote each.
local function verbatims_typst(div)
  local blocks = pandoc.Blocks({ typst_block("#look-verbatims(") })
  for _, block in ipairs(div.content) do
    blocks:insert(typst_block("["))
    blocks:extend(block.t == "BlockQuote" and block.content or { block })
    blocks:insert(typst_block("],"))
  end
  blocks:insert(typst_block(")"))
  return blocks
end

-- A finding: its number first, wherever it stands in the sentence.
local function Finding(div)
  if not div.classes:includes("finding") or is("html") then return nil end
  local number
  local rest = div:walk({
    Span = function(span)
      if span.classes:includes("number") and not number then
        number = span.content
        return {}
      end
    end,
  })
  if not number then return nil end
  local words = rest.content:filter(function(block) return stringify(block) ~= "" end)
  if is("docx") then
    return {
      pandoc.Div({ pandoc.Para(number) }, { ["custom-style"] = "Finding Figure" }),
      pandoc.Div(words, { ["custom-style"] = "Finding" }),
    }
  end
  local blocks = pandoc.Blocks({ pandoc.Plain({ typst_inline("#look-finding["), pandoc.Span(number), typst_inline("][") }) })
  blocks:extend(words)
  blocks:insert(typst_block("]"))
  return blocks
end

local function verbatims_docx(div)
  local blocks = pandoc.Blocks({})
  for _, block in ipairs(div.content) do
    if block.t == "BlockQuote" then
      for _, part in ipairs(block.content) do
        local source = stringify(part)
        local style = "Quote"
        part:walk({
          Span = function(span)
            if span.attributes["custom-style"] == "Attribution" and stringify(span) == source then
              style = "Quote Source"
            end
          end,
        })
        blocks:insert(pandoc.Div({ part }, { ["custom-style"] = style }))
      end
    else
      blocks:insert(block)
    end
  end
  return blocks
end

function Div(div)
  local class = known(div.classes, DIVS)
  if not class then return nil end
  if is("typst") then
    if class == "verbatims" then return verbatims_typst(div) end
    local held = div.classes:includes("held") and "(held: true)" or ""
    local blocks = pandoc.Blocks({ typst_block(call(class) .. held .. "[") })
    blocks:extend(div.content)
    blocks:insert(typst_block("]"))
    return blocks
  elseif is("docx") then
    if class == "verbatims" then return verbatims_docx(div) end
    if class == "minute" or class == "traits" or class == "observations" then return div.content end
    -- A tight list would have a style of pandoc's; this one stays with the table that it introduces.
    if class == "aims" then div = div:walk({ Plain = function(item) return pandoc.Para(item.content) end }) end
    div.attributes["custom-style"] = DIVS[class]
    return div
  end
end

local part_is_open = false

function Header(header)
  -- The page has one heading of the first level: its title, on the cover.
  if is("html") then
    header.level = header.level + 1
    return header
  end
  if not is("typst") then return nil end
  if header.classes:includes("part") then
    part_is_open = true
    return { typst_block("#look-part-page()"), header }
  elseif header.classes:includes("chapter") or header.level == 1 then
    -- What a part says of itself ends with its chapters, before the first of them.
    local list = part_is_open and "#look-part-contents()\n" or ""
    part_is_open = false
    return { typst_block(list .. "#look-chapter-page()"), header }
  elseif header.level == 2 then
    return { typst_block("#look-minor["), header, typst_block("]") }
  end
end

-- Cells --------------------------------------------------------------------------------------

-- The class of a cell is the class of the one span that fills it.
local function classes_of(cell)
  local found = {}
  local blocks = cell.contents
  while #blocks == 1 and blocks[1].content and #blocks[1].content == 1 do
    local inner = blocks[1].content[1]
    if inner.t ~= "Span" then break end
    for _, class in ipairs(inner.classes) do
      if SPANS[class] then found[class] = true end
    end
    blocks = { inner }
  end
  return found
end

local function is_base_row(row)
  local some = false
  for _, cell in ipairs(row.cells) do
    if stringify(cell.contents) ~= "" then
      if not classes_of(cell).base then return false end
      some = true
    end
  end
  return some
end

local function dress(cell)
  local found = classes_of(cell)
  -- In a fixed order: the same document gives the same bytes.
  for _, class in ipairs({ "base", "better", "muted", "top3", "worse" }) do
    if found[class] then cell.attr.classes:insert(class) end
  end
  if found.top3 and is("typst") then cell.attr.attributes["typst:fill"] = "look-tint" end
  if found.top3 and is("docx") then
    cell.contents[1].content:insert(1, pandoc.RawInline("openxml", TOP_THREE))
  end
end

-- The row of bases belongs to the head: it repeats with it on a new page.
local function lift_base_row(tbl)
  local body = tbl.bodies[1]
  if not body or #body.body == 0 or not is_base_row(body.body[1]) then return end
  local row = table.remove(body.body, 1)
  local head = tbl.head
  head.rows:insert(row)
  tbl.head = head
end

local function scope(tbl)
  for _, row in ipairs(tbl.head.rows) do
    for _, cell in ipairs(row.cells) do
      local group = cell.col_span > 1
      cell.attr.attributes.scope = group and "colgroup" or "col"
      if group then cell.attr.classes:insert("span") end
    end
  end
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do
      if row.cells[1] then row.cells[1].attr.attributes.scope = "row" end
    end
  end
end

-- Tables of ranks get columns of one measure: a first one for the names, the others alike.
local function measure(tbl)
  local count = #tbl.colspecs
  local figures = 0
  for index = 2, count do
    if tbl.colspecs[index][1] == pandoc.AlignCenter then
      figures = figures + 1
    end
  end
  local first_is_figure = tbl.colspecs[1][1] == pandoc.AlignCenter
  if count < 4 or figures < count - 1 then return end
  local first = first_is_figure and 1 / count or math.max(0.2, 0.52 - 0.04 * count)
  tbl.colspecs = tbl.colspecs:map(function(spec, index)
    return { spec[1], index == 1 and first or (1 - first) / (count - 1) }
  end)
end

-- An ampersand in a head goes with what follows it.
local function bind(cell)
  cell.contents = cell.contents:walk({
    Inlines = function(inlines)
      for index = #inlines - 1, 1, -1 do
        local space = inlines[index + 1].t == "Space" or inlines[index + 1].t == "SoftBreak"
        if space and inlines[index].t == "Str" and inlines[index].text == "&" then
          inlines[index + 1] = pandoc.Str("\u{a0}")
        end
      end
      return inlines
    end,
  })
end

-- Word breaks a long word in a narrow head anywhere, and Typst short ones too, unless they are told
-- where.
local function soften(cell)
  local least = is("docx") and 10 or 14
  cell.contents = cell.contents:walk({
    Str = function(str)
      if #str.text < least or not str.text:match("^%a+$") then return nil end
      local out, text = "", str.text
      for index = 1, #text do
        out = out .. text:sub(index, index)
        local open = text:sub(index, index + 2):match("^[aeiouy][^aeiouy][aeiouy]$")
        local closed = text:sub(index - 1, index + 2):match("^[aeiouy][^aeiouy][^aeiouyhlr][aeiouy]$")
        if index > 2 and #text - index > 2 and (open or closed) then out = out .. "\u{ad}" end
      end
      return pandoc.Str(out)
    end,
  })
end

-- Letters of a table's type across the page.
local LETTERS = 96

-- A hair opens each group of rows, where the first column names a group once, and each row of lists.
local function open_groups(tbl)
  local rows = tbl.bodies[1] and tbl.bodies[1].body or {}
  local grouped = false
  for _, row in ipairs(rows) do
    if stringify(row.cells[1].contents) == "" then grouped = true end
  end
  local lists = #rows > 0 and #rows[1].cells[#rows[1].cells].contents > 0
    and rows[1].cells[#rows[1].cells].contents[1].t == "BulletList"
  if not grouped and not lists then return end
  for index, row in ipairs(rows) do
    if index > 1 and stringify(row.cells[1].contents) ~= "" then
      row.attr.classes:insert("opens")
      if is("typst") then
        for _, cell in ipairs(row.cells) do cell.attr.attributes["typst:stroke"] = "(top: hair)" end
      end
    end
  end
end

-- Letters of the longest cell of each column.
local function longest_of(tbl)
  local longest = {}
  for _, row in ipairs(tbl.bodies[1] and tbl.bodies[1].body or {}) do
    for index, cell in ipairs(row.cells) do
      longest[index] = math.max(longest[index] or 0, utf8.len(stringify(cell.contents)) or 0)
    end
  end
  return longest
end

-- Columns of sentences keep a measure that can be read where a table scrolls.
local function mark_texts(tbl)
  local longest = longest_of(tbl)
  for _, row in ipairs(tbl.bodies[1] and tbl.bodies[1].body or {}) do
    for index, cell in ipairs(row.cells) do
      if index > 1 and longest[index] > 40 then cell.attr.classes:insert("text") end
    end
  end
end

-- Many columns are set smaller, unless all that stands in them fits side by side.
local function is_wide(tbl)
  local count = #tbl.colspecs
  if count <= 7 then return false end
  local longest = longest_of(tbl)
  local letters = 0
  for index = 1, count do letters = letters + math.max(longest[index] or 0, 7) + 2 end
  return letters > LETTERS
end

function Table(tbl)
  lift_base_row(tbl)
  open_groups(tbl)
  for _, body in ipairs(tbl.bodies) do
    if #tbl.colspecs > 1 and tbl.colspecs[1][1] ~= pandoc.AlignCenter then body.row_head_columns = 1 end
    for _, row in ipairs(body.body) do
      for _, cell in ipairs(row.cells) do dress(cell) end
    end
  end
  local head = tbl.head
  for _, row in ipairs(head.rows) do
    for _, cell in ipairs(row.cells) do
      dress(cell)
      bind(cell)
      if is("docx") or is("typst") then soften(cell) end
    end
  end
  tbl.head = head
  if is("html") then
    scope(tbl)
    mark_texts(tbl)
  end
  measure(tbl)
  if is_wide(tbl) then tbl.attr.classes:insert("wide") end
  return tbl
end

-- A table that comes after a chart is read with what is said of it: they stand on one page.
local function Blocks(blocks)
  if not is("typst") then return nil end
  for index = 1, #blocks - 1 do
    local table_after = blocks[index + 1]
    if blocks[index].t == "Figure" and table_after.t == "Div" and table_after.identifier:match("^tbl%-") then
      for later = index + 2, math.min(index + 3, #blocks) do
        local block = blocks[later]
        if block.t ~= "Div" or not known(block.classes, { notes = 1, observations = 1 }) then break end
        block.classes:insert("held")
      end
    end
  end
  return blocks
end

-- Tables first, while their spans still show what the cells mean.
return {
  { Table = Table, Div = Finding, Blocks = Blocks },
  { Span = Span },
  { Div = Div, Header = Header },
}
