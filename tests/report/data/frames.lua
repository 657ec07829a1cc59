-- Floats in Word as Quarto was seen to write them: each in a table of one cell, its caption in a
-- paragraph with two sets of properties, and no alt text.

local CAPTION = '<w:pPr>\n<w:jc w:val="left"/><w:spacing w:before="200" />' ..
  '<w:pStyle w:val="ImageCaption" />\n</w:pPr>\n<w:r><w:t xml:space="preserve">%s</w:t></w:r>'

local counts = { Table = 0, Figure = 0 }

local function caption(word, inlines)
  counts[word] = counts[word] + 1
  local said = word .. "\u{a0}" .. counts[word] .. " " .. pandoc.utils.stringify(inlines)
  local text = said:gsub("&", "&amp;"):gsub("<", "&lt;")
  return pandoc.Para({ pandoc.RawInline("openxml", CAPTION:format(text)) })
end

local function framed(id, blocks)
  local cell = { pandoc.Div(blocks, pandoc.Attr(id)) }
  local frame = pandoc.SimpleTable({}, { pandoc.AlignCenter }, { 1 }, {}, { { cell } })
  return pandoc.utils.from_simple_table(frame), false
end

local function Div(div)
  if not div.identifier:match("^tbl%-") then return nil end
  local last = div.content:remove(#div.content)
  div.content:insert(1, caption("Table", last.content))
  return framed(div.identifier, div.content)
end

local function Figure(figure)
  if not figure.identifier:match("^fig%-") then return nil end
  local image
  figure:walk({ Image = function(found) image = found end })
  image.caption, image.title, image.identifier = {}, "", ""
  local said = caption("Figure", pandoc.utils.blocks_to_inlines(figure.caption.long))
  return framed(figure.identifier, { pandoc.Plain({ image }), said })
end

-- From the top, as floats are numbered, and not into what has been framed.
return { { traverse = "topdown", Div = Div, Figure = Figure } }
