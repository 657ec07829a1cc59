-- Chapters of words alone in print: where a few lines would stand on a last page, lines move closer.

local formats = require("look.formats")

local WORDS = { Para = true, BulletList = true, OrderedList = true, BlockQuote = true, Header = true }

-- What headings.lua puts before a chapter, and the start of any other page.
local OPENS = { ["#look-chapter-page()"] = true, ["#look-first-page()"] = true, ["#look-part-page()"] = true }

local function is_raw(block) return block.t == "RawBlock" and block.format == "typst" end

local function opens_page(block) return is_raw(block) and OPENS[block.text] or false end

-- The chapters of a part take what room its words leave.
local function ends_words(block) return opens_page(block) or (is_raw(block) and block.text == "#look-chapters(") end

local function is_picture(block)
  local found = false
  if block.t == "Para" then
    block:walk({ RawInline = function(raw) found = found or raw.text:match("image%(") ~= nil end })
  end
  return found
end

-- How a call of look.typ around words opens or closes one; nil for any other.
local function nesting(block)
  if not is_raw(block) then return nil end
  if block.text == "]" then return -1 end
  return (block.text:match("^#look%-minor") or block.text:match("^#look%-lead")) and 1 or nil
end

-- Blocks of a chapter from its heading to the next page; nothing where more than words stands there.
local function chapter_from(blocks, index)
  local run, depth = pandoc.Blocks({}), 0
  for place = index, #blocks do
    local block = blocks[place]
    if ends_words(block) then break end
    local words = WORDS[block.t] and not is_picture(block)
    depth = depth + (nesting(block) or 0)
    if depth < 0 or not (words or nesting(block)) then return nil end
    run:insert(block)
  end
  return #run > 1 and run or nil
end

return function(doc)
  if not formats.is("typst") then return nil end
  local out, index, blocks = pandoc.Blocks({}), 1, doc.blocks
  while index <= #blocks do
    out:insert(blocks[index])
    local run = opens_page(blocks[index]) and chapter_from(blocks, index + 1)
    if run then
      out:insert(formats.block("#look-words["))
      out:extend(run)
      out:insert(formats.block("]"))
      index = index + #run
    end
    index = index + 1
  end
  return pandoc.Pandoc(out, doc.meta)
end
