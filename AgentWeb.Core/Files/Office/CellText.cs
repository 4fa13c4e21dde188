using System.Text;

namespace AgentWeb.Core.Files.Office;

/// <summary>Reads text of a cell that may have several formats.</summary>
internal static class CellText
{
    /// <summary>Appends what is in the element that begins here, up to its end; what says how to pronounce it is no part of it.</summary>
    public static void Append(OfficeXml xml, StringBuilder text, string element)
    {
        var isText = false;
        while (!xml.IsEnd(element) && xml.Read())
        {
            if (xml.IsStart("rPh"))
            {
                xml.Skip();
            }
            else if (xml.IsText && isText)
            {
                xml.AppendTextTo(text);
            }

            isText = xml.IsStart("t") || (isText && !xml.IsEnd("t"));
        }
    }
}
