-- Characters that the report's own family lacks: code points for what no font at hand has, breaks in
-- words longer than a line, and the direction of what is written from right to left. Only a document
-- that needs it says so under `characters`.

local formats = require("look.formats")
local stringify = pandoc.utils.stringify

local BREAK = "\u{200b}"
local LONG = ("[!-~]"):rep(40)

local function listed(absent)
  local names = {}
  for _, item in ipairs(absent or {}) do
    names[tonumber(stringify(item.code):sub(3), 16)] = item.name and stringify(item.name) or ""
  end
  return names
end

local function marked(code, name)
  local attributes = formats.is("docx") and { ["custom-style"] = "Muted" } or { title = name }
  local text = pandoc.Inlines({ pandoc.Str(("U+%04X"):format(code)) })
  if formats.is("typst") then
    text:insert(1, formats.inline("#look-codepoint["))
    text:insert(formats.inline("]"))
    return text
  end
  return pandoc.Inlines({ pandoc.Span(text, pandoc.Attr("", { "codepoint" }, attributes)) })
end

-- Joiners, selectors and shades of what is absent are absent with it.
local function goes_along(code) return code == 0x200d or code >= 0xfe00 and code <= 0xfe0f end

local function with_code_points(names)
  return function(str)
    local out, kept, after = pandoc.Inlines({}), "", false
    for _, code in utf8.codes(str.text) do
      if names[code] then
        if kept ~= "" then out:insert(pandoc.Str(kept)) end
        if kept ~= "" or after then out:insert(pandoc.Space()) end
        out:extend(marked(code, names[code]))
        kept, after = "", true
      elseif not (after and kept == "" and goes_along(code)) then
        if after and kept == "" then out:insert(pandoc.Space()) end
        kept = kept .. utf8.char(code)
      end
    end
    if not after then return nil end
    if kept ~= "" then out:insert(pandoc.Str(kept)) end
    return out
  end
end

local function broken(str)
  if not str.text:find(LONG) then return nil end
  local text = str.text:gsub("[!-~]+", function(word)
    return #word < 40 and word or word:gsub("..........", "%0" .. BREAK)
  end)
  return pandoc.Str(text)
end

local function is_leftward(code)
  return code >= 0x590 and code <= 0x8ff or code >= 0xfb1d and code <= 0xfdff
    or code >= 0xfe70 and code <= 0xfefc or code >= 0x10800 and code <= 0x10fff
    or code >= 0x1e800 and code <= 0x1efff
end

local function is_rightward(code)
  return code < 128 and utf8.char(code):match("%a") or code >= 0xc0 and code < 0x2000
    or code >= 0x2c00 and code < 0xfe00 or code >= 0x20000 and code < 0xe0000
end

-- What is written from right to left is so from its first letter to its last, names of others apart.
-- A sentence that only begins or ends with such a name is none.
local function runs_leftward(text)
  local leftward, rightward, first, last = 0, 0, nil, nil
  for _, code in utf8.codes(text) do
    if is_leftward(code) then
      leftward, first, last = leftward + 1, first or "leftward", "leftward"
    elseif is_rightward(code) then
      rightward, first, last = rightward + 1, first or "rightward", "rightward"
    end
  end
  local share = rightward / (leftward + rightward)
  return share < 0.2 or first == "leftward" and last == "leftward" and share < 1 / 3
end

local MARK = "\u{200e}"
-- Signs between two words of one name.
local WITHIN = { [" "] = true, ["-"] = true, ["&"] = true, ["/"] = true, ["'"] = true, ["\u{a0}"] = true }

local function ends_name(codes, at)
  repeat at = at + 1 until not (codes[at] and WITHIN[utf8.char(codes[at])])
  return not (codes[at] and is_leftward(codes[at]))
end

-- A name from right to left in a line from left to right takes no sign or figure after it along.
local function bounded(inlines)
  local codes, texts = {}, {}
  for _, item in ipairs(inlines) do
    local text = (item.t == "SoftBreak" or item.t == "LineBreak") and " " or stringify(item)
    for _, code in utf8.codes(text) do codes[#codes + 1] = code end
    texts[#texts + 1] = text
  end
  local at = 0
  return inlines:map(function(item)
    local made = ""
    for _, code in utf8.codes(table.remove(texts, 1)) do
      at = at + 1
      made = made .. utf8.char(code)
      if is_leftward(code) and ends_name(codes, at) then made = made .. MARK end
    end
    return item.t == "Str" and pandoc.Str(made) or item
  end)
end

local function has_leftward(text)
  for _, code in utf8.codes(text) do
    if is_leftward(code) then return true end
  end
  return false
end

-- A cell stays where its column is.
local function leftward(block, in_cell)
  if not formats.is("typst") then return pandoc.Div({ block }, { dir = "rtl" }) end
  local aligned = in_cell and "" or "\n#set align(right)"
  return { formats.block("#[#set text(dir: rtl)" .. aligned), block, formats.block("]") }
end

local function directed(in_cell)
  local function line(block)
    local text = stringify(block)
    if not has_leftward(text) then return nil end
    if block.t ~= "Header" and runs_leftward(text) then return leftward(block, in_cell), false end
    -- Word is told the direction of each run.
    if not formats.is("docx") then block.content = bounded(block.content) end
    return block, false
  end
  local function list(block)
    local text = stringify(block)
    if has_leftward(text) and runs_leftward(text) then return leftward(block, false), false end
  end
  return {
    traverse = "topdown",
    Para = line,
    Plain = line,
    Header = line,
    BulletList = list,
    OrderedList = list,
    Table = function(found) return found:walk(directed(true)), false end,
  }
end

-- What browsers show of the page outside it is set by them, in their own fonts.
local function told_outside(meta)
  meta.pagetitle = meta.pagetitle or meta.title and stringify(meta.title)
  if pandoc.utils.type(meta.author) == "List" then
    meta["author-meta"] = meta.author:map(stringify)
  end
end

return function(doc)
  local needed = doc.meta.characters
  if not needed then return nil end
  if formats.is("html") then told_outside(doc.meta) end
  if needed.absent then doc = doc:walk({ Str = with_code_points(listed(needed.absent)) }) end
  if needed.long and not formats.is("docx") then doc = doc:walk({ Str = broken }) end
  if needed["right-to-left"] then doc = doc:walk(directed(false)) end
  return doc
end
