namespace AgentWeb.Core.Files.Office;

/// <summary>Names of parts: keys of a table, never paths on this machine.</summary>
internal static class PartName
{
    /// <summary>The name in the form it is looked up in.</summary>
    public static string Of(string entryName) => entryName.Replace('\\', '/').TrimStart('/');

    /// <summary>Where the part is that says what a part refers to; that of the package is meant by an empty name.</summary>
    public static string RelationsOf(string part)
    {
        var slash = part.LastIndexOf('/') + 1;
        return $"{part[..slash]}_rels/{part[slash..]}.rels";
    }

    /// <summary>The part that a reference means.</summary>
    /// <param name="from">The part in which it stands.</param>
    /// <param name="target">The reference.</param>
    public static string Resolve(string from, string target)
    {
        target = Uri.UnescapeDataString(target).Replace('\\', '/');
        var segments = new List<string>(target.StartsWith('/') ? [] : from.Split('/')[..^1]);
        foreach (var segment in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == ".." && segments.Count > 0)
            {
                segments.RemoveAt(segments.Count - 1);
            }
            else if (segment is not ("." or ".."))
            {
                segments.Add(segment);
            }
        }

        return string.Join('/', segments);
    }
}
