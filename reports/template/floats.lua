-- Numbers tables and figures and resolves references to them, for the embedded engine.
--
-- Quarto does this itself; both read the same document. The document has been checked: a duplicate
-- id or a reference that leads nowhere stops here only if a filter before this one made it.

local numbers = {}
local counters = {}
local WORDS = { tbl = "Table", fig = "Figure" }

local function kind_of(id) return id and id:match("^(tbl)%-.+") or id and id:match("^(fig)%-.+") end

local function is(format) return FORMAT:match(format) ~= nil end

local function number(id)
  local kind = kind_of(id)
  if numbers[id] then error("the id '" .. id .. "' is given twice") end
  local letter = id:match("^%w+%-a%-") and "A" or ""
  local key = kind .. letter
  counters[key] = (counters[key] or 0) + 1
  numbers[id] = letter .. counters[key]
end

local function label(id) return WORDS[kind_of(id)] .. "\u{a0}" .. numbers[id] end

local function collect(doc)
  doc:walk({
    traverse = "topdown",
    Div = function(div) if kind_of(div.identifier) == "tbl" then number(div.identifier) end end,
    Figure = function(figure) if kind_of(figure.identifier) == "fig" then number(figure.identifier) end end,
  })
end

-- References ---------------------------------------------------------------------------------

local function field(code, text, style)
  local look = style and '<w:rPr><w:rStyle w:val="' .. style .. '"/></w:rPr>' or ""
  local run = "<w:r>" .. look .. '<w:fldChar w:fldCharType="%s"/></w:r>'
  return run:format("begin") ..
    '<w:r><w:instrText xml:space="preserve"> ' .. code .. " </w:instrText></w:r>" ..
    run:format("separate") .. "<w:r>" .. look .. "<w:t>" .. text .. "</w:t></w:r>" .. run:format("end")
end

-- Word wants bookmarks of letters, digits and underscores, at most 40 of them.
local function bookmark(id) return ("_" .. id:gsub("%-", "_")):sub(1, 40) end

local function reference(id)
  if not numbers[id] then error("the reference @" .. id .. " leads nowhere") end
  if is("docx") then
    return pandoc.RawInline("openxml", field("REF " .. bookmark(id) .. " \\h", label(id), "Hyperlink"))
  end
  return pandoc.Link(label(id), "#" .. id, "", { class = "reference" })
end

local function Cite(cite)
  local found = pandoc.Inlines({})
  for index, citation in ipairs(cite.citations) do
    if not kind_of(citation.id) then return nil end
    if index > 1 then found:insert(pandoc.Str(", ")) end
    found:insert(reference(citation.id))
  end
  return found
end

-- Floats -------------------------------------------------------------------------------------

local function join(...)
  local all = pandoc.Inlines({})
  for _, part in ipairs({ ... }) do
    if type(part) == "string" then
      all:insert(pandoc.RawInline(FORMAT:match("html") and "html" or FORMAT, part))
    else
      all:extend(part)
    end
  end
  return pandoc.Plain(all)
end

local function raw(text) return pandoc.RawBlock(FORMAT:match("html") and "html" or FORMAT, text) end

local function caption_docx(id, caption)
  local word = WORDS[kind_of(id)]
  local value = numbers[id]
  local sequence = value:match("^A") and "A" or ""
  local digits = value:gsub("^A", "")
  local mark = bookmark(id)
  local key = 1000
  for index = 1, #id do key = (key * 31 + id:byte(index)) % 1000000007 end
  local start = ('<w:bookmarkStart w:id="%d" w:name="%s"/><w:r><w:rPr><w:rStyle w:val="Label"/></w:rPr><w:t xml:space="preserve">%s\u{a0}%s</w:t></w:r>')
  local text = pandoc.Inlines({
    pandoc.RawInline("openxml", start:format(key, mark, word, sequence) ..
      field("SEQ " .. word .. sequence .. " \\* ARABIC", digits, "Label") ..
      ('<w:bookmarkEnd w:id="%d"/>'):format(key)),
    pandoc.Str("\u{2002}"),
  })
  text:extend(caption)
  return pandoc.Div({ pandoc.Para(text) }, { ["custom-style"] = word == "Table" and "Table Caption" or "Image Caption" })
end

-- What is wider than a phone is moved by touch or by the arrow keys.
local SCROLL = '<div class="scroll" tabindex="0" role="group" aria-labelledby="%s-caption">'

local function rows_of(tbl)
  local count = 0
  for _, body in ipairs(tbl.bodies) do count = count + #body.body end
  return count
end

local function float_table(div)
  if kind_of(div.identifier) ~= "tbl" then return nil end
  local id = div.identifier
  local caption = pandoc.Inlines({})
  local body = pandoc.Blocks({})
  for index, block in ipairs(div.content) do
    if index == #div.content and block.t == "Para" then caption = block.content else body:insert(block) end
  end
  local out = pandoc.Blocks({})
  if is("html") then
    local classes = table.concat(div.classes, " ")
    out:insert(join(('<figure class="float table %s" id="%s"><figcaption id="%s-caption"><span class="label">%s</span> ')
      :format(classes, id, id, label(id)), caption, "</figcaption>"))
    out:insert(raw(SCROLL:format(id)))
    for _, block in ipairs(body) do
      if block.t == "Table" then block.attr.attributes["aria-labelledby"] = id .. "-caption" end
    end
    out:extend(body)
    out:insert(raw("</div></figure>"))
  elseif is("typst") then
    local rows, wide = 0, false
    for _, block in ipairs(body) do
      if block.t == "Table" then
        block.attr.classes:insert("typst:no-figure")
        rows, wide = rows_of(block), block.classes:includes("wide")
      end
    end
    local long = rows > 14 or div.classes:includes("objectives")
    out:insert(join(("#float-table([%s], ["):format(label(id)), caption,
      ("], long: %s, wide: %s)["):format(long, wide)))
    out:extend(body)
    out:insert(raw("] <" .. id .. ">"))
  elseif is("docx") then
    out:insert(caption_docx(id, caption))
    out:extend(body)
  end
  return out
end

local function alt_of(image) return image.attributes["fig-alt"] or image.attributes["alt"] or "" end

local function quoted(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"'):gsub("\n", " ") .. '"'
end

local function typst_image(image)
  return ("image(%s, alt: %s, width: 100%%)"):format(quoted(image.src), quoted(alt_of(image)))
end

local function float_figure(figure)
  if kind_of(figure.identifier) ~= "fig" then return nil end
  local id = figure.identifier
  local caption = pandoc.utils.blocks_to_inlines(figure.caption.long)
  local image
  figure:walk({ Image = function(found) image = found end })
  if is("html") then
    local start = ('<figure class="float chart" id="%s">' .. SCROLL):format(id, id)
    local middle = ('</div><figcaption id="%s-caption"><span class="label">%s</span> '):format(id, label(id))
    return { join(start, pandoc.Inlines({ image }), middle, caption, "</figcaption></figure>") }
  elseif is("typst") then
    return {
      join(("#float-figure([%s], ["):format(label(id)), caption,
        ("])[#%s] <%s>"):format(typst_image(image), id)),
    }
  elseif is("docx") then
    local picture = pandoc.Div({ pandoc.Para({ image }) }, { ["custom-style"] = "Figure" })
    return { picture, caption_docx(id, caption) }
  end
end

-- The alt text stands where each writer looks for it; a decorative picture says so.
local function Image(image)
  local alt = alt_of(image)
  local decorative = image.attributes.role == "presentation"
  if is("typst") then
    if decorative then return pandoc.RawInline("typst", "#pdf.artifact(image(" .. quoted(image.src) .. "))") end
    return pandoc.RawInline("typst", "#wide(" .. typst_image(image) .. ")")
  end
  image.attributes["fig-alt"] = nil
  image.caption = pandoc.Inlines({ pandoc.Str(decorative and "" or alt) })
  image.title = ""
  if is("html") and decorative then
    image.attributes.alt = ""
  end
  return image
end

return {
  { Pandoc = function(doc) collect(doc) end },
  { Cite = Cite },
  { Div = float_table, Figure = float_figure },
  { Image = Image },
}
