-- Tables that float: a numbered caption, and the table set by the length of it.

local captions = require("floats.captions")
local exhibits = require("look.exhibits")
local formats = require("look.formats")
local frames = require("floats.frames")
local numbers = require("floats.numbers")
local styled = require("look.styled")

-- The caption is the last paragraph; what comes before it is the table.
local function parted(div)
  local caption = pandoc.Inlines({})
  local body = pandoc.Blocks({})
  for index, block in ipairs(div.content) do
    if index == #div.content and block.t == "Para" then caption = block.content else body:insert(block) end
  end
  return caption, body
end

local function in_html(div, caption, body)
  local id = div.identifier
  local start = ('<figure class="float table %s" id="%s"><figcaption id="%s-caption"><span class="label">%s</span> ')
    :format(table.concat(div.classes, " "), id, id, numbers.label(id))
  local out = pandoc.Blocks({ frames.join(start, caption, "</figcaption>") })
  for index, block in ipairs(body) do
    if block.t == "Table" then
      block.attr.attributes["aria-labelledby"] = id .. "-caption"
      local scroll = block.classes:includes("banner") and frames.REGION or frames.SCROLL
      out:insert(formats.block(scroll:format(id)))
      out:insert(block)
      out:insert(formats.block(index == #body and "</div></figure>" or "</div>"))
    else
      out:insert(block)
    end
  end
  if #body == 0 or body[#body].t ~= "Table" then out:insert(formats.block("</figure>")) end
  return out
end

local function rows_of(tbl)
  local count = 0
  for _, body in ipairs(tbl.bodies) do count = count + #body.body end
  return count
end

-- Rows beyond which a table may go on over the page, and beyond which no page holds it.
local LONG = { plain = 14, banner = 26 }
local TALL = 40

-- Parts of a table with a banner; those after the first say which table goes on.
local function with_parts(id, body)
  local out, first = pandoc.Blocks({}), true
  local label = ("[%s %s]"):format(numbers.label(id), "(continued)")
  for _, block in ipairs(body) do
    if block.t == "Table" and block.classes:includes("banner") then
      local held = rows_of(block) <= LONG.banner
      out:insert(formats.block(("#look-part(%s, first: %s, held: %s)["):format(label, first, held)))
      out:insert(block)
      out:insert(formats.block("]"))
      first = false
    else
      out:insert(block)
    end
  end
  return out
end

-- Letters of a line as wide as the page, and lines that a page holds beside heads and notes.
local LETTERS, LINES = 105, 52

-- About how many lines a table of sentences takes: each row those of its tallest cell.
local function lines_of(tbl)
  local total = 0
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do
      local most = 1
      for index, cell in ipairs(row.cells) do
        local room, lines = math.max((tbl.colspecs[index][2] or 1) * LETTERS, 1), 0
        cell.contents:walk({
          Plain = function(item) lines = lines + math.ceil(#pandoc.utils.stringify(item) / room) end,
          Para = function(item) lines = lines + math.ceil(#pandoc.utils.stringify(item) / room) end,
        })
        most = math.max(most, lines)
      end
      total = total + most
    end
  end
  return total
end

local function in_typst(div, caption, body)
  local rows, wide, steep, banner, tall = 0, false, false, false, false
  local tables = exhibits.tables_of(body)
  for _, block in ipairs(tables) do
    block.attr.classes:insert("typst:no-figure")
    rows, wide = rows + rows_of(block), block.classes:includes("wide")
    steep, banner = block.classes:includes("steep"), block.classes:includes("banner")
    tall = tall or (div.classes:includes("objectives") and not banner and lines_of(block) > LINES)
  end
  local long = rows > (banner and LONG.banner or LONG.plain) or #tables > 1
    or div.classes:includes("objectives")
  local out = pandoc.Blocks({
    frames.join(("#float-table([%s], ["):format(numbers.label(div.identifier)), caption,
        ("], long: %s%s%s, wide: %s, steep: %s)["):format(long, (tall or rows > TALL) and ", tall: true" or "",
          div.classes:includes("stays") and ", stays: true" or "", wide, steep)),
  })
  out:extend(with_parts(div.identifier, body))
  out:insert(formats.block("] <" .. div.identifier .. ">"))
  return out
end

-- Word draws tables into one where nothing stands between them.
local function in_word(div, caption, body)
  local out = pandoc.Blocks({ captions(div.identifier, caption) })
  local label = numbers.label(div.identifier) .. " (continued)"
  for index, block in ipairs(body) do
    local before = body[index - 1]
    if block.t == "Table" and before and before.t == "Table" then
      out:insert(styled("Table Caption", { pandoc.Span({ pandoc.Str(label) }, { ["custom-style"] = "Label" }) }))
    end
    out:insert(block)
  end
  return out
end

return function(div)
  if numbers.kind(div.identifier) ~= "tbl" then return nil end
  local caption, body = parted(div)
  if formats.is("html") then return in_html(div, caption, body) end
  if formats.is("typst") then return in_typst(div, caption, body) end
  return in_word(div, caption, body)
end
