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
    names[tonumber(stringify(item.code), 16)] = item.name and stringify(item.name) or ""
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

-- The direction of a paragraph is that of its first letter.
local function runs_leftward(block)
  for _, code in utf8.codes(stringify(block)) do
    if is_leftward(code) then return true end
    if code < 128 and utf8.char(code):match("%a") or code >= 0xc0 and code < 0x2000 or code >= 0x2c00 then
      return false
    end
  end
  return false
end

local function directed(block)
  if not runs_leftward(block) then return nil end
  if formats.is("typst") then
    return { formats.block("#[#set text(dir: rtl)\n#set align(right)"), block, formats.block("]") }
  end
  return pandoc.Div({ block }, { dir = "rtl" })
end

return function(doc)
  local needed = doc.meta.characters
  if not needed then return nil end
  if needed.absent then doc = doc:walk({ Str = with_code_points(listed(needed.absent)) }) end
  if needed.long and not formats.is("docx") then doc = doc:walk({ Str = broken }) end
  if needed["right-to-left"] then doc = doc:walk({ Para = directed, Plain = directed }) end
  return doc
end
