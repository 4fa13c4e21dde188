namespace AgentWeb.Core.Files.Office;

/// <summary>What a workbook has.</summary>
/// <param name="Sheets">Its sheets with their parts, in their order.</param>
/// <param name="Since1904">Whether days are counted as on the Macintosh.</param>
internal sealed record Workbook(IReadOnlyList<(string Name, string Part)> Sheets, bool Since1904)
{
    /// <summary>Reads it.</summary>
    public static Workbook Read(OfficePackage package, CancellationToken cancellationToken)
    {
        var parts = package.RelationsOf(package.MainPart, cancellationToken).Where(r => r.IsOfType("worksheet")).DistinctBy(r => r.Id).ToDictionary(r => r.Id, r => r.Target);
        var sheets = new List<(string, string)>();
        var since1904 = false;
        using var xml = package.Read(package.MainPart, cancellationToken) ?? throw new InvalidDataException();
        while (xml.Read())
        {
            since1904 |= xml.IsStart("workbookPr") && xml.Attribute("date1904") is "1" or "true";
            if (xml.IsStart("sheet") && parts.Remove(xml.RelationId ?? "", out var part) && package.Has(part))
            {
                sheets.Add((xml.Attribute("name") ?? "", part));
            }
        }

        return new(sheets, since1904);
    }
}
