-- The first pages in Word: what stands under the title, the picture, and the contents.

package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. "/?.lua;" .. package.path

local contents = require("cover.contents")
local imprint = require("cover.imprint")

-- What Word keeps as properties of the file; the embedded engine gives it no more.
local PROPERTIES = { "title", "subtitle", "author", "description", "lang" }

local function Pandoc(doc)
  if not FORMAT:match("docx") then return nil end
  local front = imprint(doc.meta)
  local listed
  listed, doc = contents(doc)
  front:extend(listed)
  doc.meta.date = nil
  if not quarto then
    local kept = {}
    for _, key in ipairs(PROPERTIES) do kept[key] = doc.meta[key] end
    doc.meta = pandoc.Meta(kept)
  end
  front:extend(doc.blocks)
  return pandoc.Pandoc(front, doc.meta)
end

return { { Pandoc = Pandoc } }
