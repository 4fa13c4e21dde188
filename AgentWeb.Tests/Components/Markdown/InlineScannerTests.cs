using System.Text;
using System.Text.RegularExpressions;
using AgentWeb.Components.Markdown.Inlines;
using AgentWeb.Components.Markdown.Parsing;
using FsCheck;
using FsCheck.Fluent;
using Markdig.Syntax;

namespace AgentWeb.Tests.Components.Markdown;

public sealed partial class InlineScannerTests
{
    [Fact]
    public void Write_AnyTextInFragments_EqualsMarkdigOnTheWhole()
        => Prop.ForAll(HostileMarkdown.Texts, text => SameInEachBlock(text.Text)).Check(HostileMarkdown.Config);

    private static Property SameInEachBlock(string text)
    {
        var reader = new BlockReader();
        reader.ReadAll(text);
        var inlines = new InlineHtml(reader.Document);
        foreach (var leaf in reader.Document.Descendants<LeafBlock>().Where(leaf => leaf is ParagraphBlock or HeadingBlock))
        {
            if (AddressBehindEmphasis().IsMatch(leaf.Text()))
            {
                continue;
            }

            var fragments = new StringBuilder();
            inlines.Write(fragments, leaf.Text());
            var whole = inlines.WriteMarkup(new StringBuilder(), leaf.Text());
            if (!string.Equals(fragments.ToString(), whole.ToString(), StringComparison.Ordinal))
            {
                return false.Label($"\n--- text\n{leaf.Text()}\n--- fragments\n{fragments}\n--- whole\n{whole}\n---");
            }
        }

        return true.ToProperty();
    }

    /// <summary>Markdig ends an address at a character that opened emphasis before, even where that emphasis has ended.</summary>
    [GeneratedRegex(@"[*_~].*(:|www\.)[^\s]*[*_~]", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AddressBehindEmphasis();
}
