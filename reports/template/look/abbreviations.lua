-- Words of the glossary, marked on the page where each first stands: what it means is shown there.

local formats = require("look.formats")

local ESCAPES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }

local function parted(text)
  local words = {}
  for word in text:gmatch("%S+") do words[#words + 1] = word end
  return words
end

-- The terms, longest first: one may begin as another does.
local function terms_of(meta)
  local found = {}
  for _, term in ipairs(meta.terms or {}) do
    found[#found + 1] = {
      words = parted(pandoc.utils.stringify(term.said)),
      means = pandoc.utils.stringify(term.means):gsub('[&<>"]', ESCAPES),
    }
  end
  table.sort(found, function(one, other) return #one.words > #other.words end)
  return found
end

-- A word as a term has it: one without capitals may begin a sentence, and any may be several.
local function same(text, word)
  local own = word == word:lower() and text:lower() or text
  return own == word or own == word .. "s"
end

-- A word, and the signs after it: the last one, of a mark, stands for the bytes of ® and ™.
local LAST = "^(.-)([%.,;:%)%]%?!\194\174\226\132\162]*)$"

local function blank(inline) return inline and (inline.t == "Space" or inline.t == "SoftBreak") end

-- Whether a name goes on at an inline: "Banking & Financial Services" names none of its halves.
local function joins(inline) return inline and inline.t == "Str" and inline.text == "&" end

-- Where a term stands from an inline on: its last inline, and the signs before and after it.
local function standing(inlines, start, words)
  local at = start
  local before, after = "", ""
  for index, word in ipairs(words) do
    local inline = inlines[at]
    if not inline or inline.t ~= "Str" then return nil end
    local text = inline.text
    if index == 1 then before, text = text:match("^([%(%[]*)(.*)$") end
    if index == #words then text, after = text:match(LAST) end
    if not same(text, word) then return nil end
    if index < #words then
      if not blank(inlines[at + 1]) then return nil end
      at = at + 2
    end
  end
  return at, before, after
end

local function marked(inlines, start, at, before, after, means)
  local out = pandoc.Inlines({ pandoc.Str(before), formats.inline('<abbr title="' .. means .. '">') })
  for index = start, at do
    local inline = inlines[index]
    if inline.t == "Str" then
      local first = index == start and #before + 1 or 1
      local last = index == at and #inline.text - #after or #inline.text
      out:insert(pandoc.Str(inline.text:sub(first, last)))
    else
      out:insert(inline)
    end
  end
  out:insert(formats.inline("</abbr>"))
  out:insert(pandoc.Str(after))
  return out
end

local function first_in(inlines, start, terms)
  for place, term in ipairs(terms) do
    local at, before, after = standing(inlines, start, term.words)
    if at and not joins(inlines[start - 2]) and not (after == "" and joins(inlines[at + 2])) then
      table.remove(terms, place)
      return at, marked(inlines, start, at, before, after, term.means)
    end
  end
end

local function unmarked(element) return element, false end

local function walked(block, terms)
  return pandoc.Blocks({ block }):walk({
    traverse = "topdown",
    Header = unmarked,
    Figure = unmarked,
    Image = unmarked,
    Link = unmarked,
    Inlines = function(inlines)
      local out, index = pandoc.Inlines({}), 1
      while index <= #inlines do
        local at, found = first_in(inlines, index, terms)
        if at then out:extend(found) else out:insert(inlines[index]) end
        index = (at or index) + 1
      end
      return out
    end,
  })
end

return function(doc)
  local terms = terms_of(doc.meta)
  doc.meta.terms = nil
  if not formats.is("html") or #terms == 0 then return doc end
  local blocks, told = pandoc.Blocks({}), false
  for _, block in ipairs(doc.blocks) do
    -- The glossary says itself what its words mean.
    told = told or (block.t == "Header" and block.identifier == "sec-glossary")
    if told then blocks:insert(block) else blocks:extend(walked(block, terms)) end
  end
  doc.blocks = blocks
  return doc
end
