using System.Text;

namespace AgentWeb.Components.Markdown.Html;

/// <summary>One element around a block's content.</summary>
/// <param name="Tag">The element's name.</param>
/// <param name="Attributes">Its attributes, with values not yet escaped.</param>
/// <param name="Before">HTML that stands before it inside the element around it.</param>
internal sealed record ShellElement(string Tag, IReadOnlyList<KeyValuePair<string, string>> Attributes, string? Before = null)
{
    /// <summary>An element without attributes.</summary>
    public ShellElement(string tag)
        : this(tag, [])
    {
    }
}

/// <summary>
/// The elements around a block's content, outermost first. Finished HTML and the growing element of a reply that
/// streams are both made from it, so that the two cannot differ.
/// </summary>
/// <param name="Elements">At least one element.</param>
internal sealed record Shell(params ShellElement[] Elements)
{
    /// <summary>Writes the start tags.</summary>
    public void Open(StringBuilder to)
    {
        foreach (var element in Elements)
        {
            to.Append(element.Before).Append('<').Append(element.Tag);
            foreach (var (name, value) in element.Attributes)
            {
                to.Append(' ').Append(name).Append("=\"").AppendEscaped(value).Append('"');
            }

            to.Append('>');
        }
    }

    /// <summary>Writes the end tags.</summary>
    public void Close(StringBuilder to)
    {
        for (var i = Elements.Length - 1; i >= 0; i--)
        {
            to.Append("</").Append(Elements[i].Tag).Append('>');
        }
    }
}
