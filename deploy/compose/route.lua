-- Orthanc sends each radiograph that it receives to the node. The node's own results are not CR or DX,
-- so that nothing goes round in circles.
function OnStoredInstance(instanceId, tags, metadata, origin)
  if tags['Modality'] == 'CR' or tags['Modality'] == 'DX' then
    SendToModality(instanceId, 'brixia')
  end
end
