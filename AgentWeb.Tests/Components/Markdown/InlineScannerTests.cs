using System.Text;
using AgentWeb.Components.Markdown.Inlines;
using AgentWeb.Components.Markdown.Parsing;
using FsCheck;
using FsCheck.Fluent;
using Markdig.Syntax;

namespace AgentWeb.Tests.Components.Markdown;

public sealed class InlineScannerTests
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
}
