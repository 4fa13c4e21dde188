using System.Text.Json;

namespace AgentWeb.Core.Import.Formats;

/// <summary>Names of members that are identifiers.</summary>
internal static class PropertyNames
{
    /// <summary>The name.</summary>
    /// <exception cref="ImportRefusedException">It is no text.</exception>
    public static string NameOrRefuse(this JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw new ImportRefusedException("text_invalid", "It has an identifier that is no text.");
        }
    }
}
