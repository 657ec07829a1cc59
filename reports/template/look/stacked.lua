-- Tables of lists on a page: answers that paper parts into rows are one, and what stacks on a phone names its columns.

local stringify = pandoc.utils.stringify

local function is_list(cell) return cell ~= nil and cell.contents[1] ~= nil and cell.contents[1].t == "BulletList" end

local function has_lists(rows)
  for _, row in ipairs(rows) do
    for _, cell in ipairs(row.cells) do
      if is_list(cell) then return true end
    end
  end
  return false
end

-- A row of one list and nothing else goes on with the list above it.
local function goes_on(row, above)
  local place
  for index, cell in ipairs(row.cells) do
    if is_list(cell) and is_list(above.cells[index]) and not place then
      place = index
    elseif stringify(cell.contents) ~= "" then
      return nil
    end
  end
  return place
end

local function joined(rows)
  local made = pandoc.List({})
  for _, row in ipairs(rows) do
    local place = #made > 0 and goes_on(row, made[#made])
    if place then
      local cell = made[#made].cells[place]
      local items = cell.contents[1].content
      items:extend(row.cells[place].contents[1].content)
      cell.contents = pandoc.Blocks({ pandoc.BulletList(items) })
    else
      made:insert(row)
    end
  end
  return made
end

local function name_columns(tbl, rows)
  local heads = tbl.head.rows[#tbl.head.rows]
  local missing = #tbl.colspecs - #heads.cells
  for _, row in ipairs(rows) do
    for index, cell in ipairs(row.cells) do
      local head = index > 1 and heads.cells[index - missing]
      if head then cell.attr.attributes["data-head"] = stringify(head.contents):gsub("\u{ad}", "") end
    end
  end
end

return function(tbl)
  local body = tbl.bodies[1]
  if not body or not has_lists(body.body) or #tbl.head.rows == 0 then return end
  body.body = joined(body.body)
  name_columns(tbl, body.body)
  tbl.attr.classes:insert("stacks")
end
