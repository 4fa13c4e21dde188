using System.Text;
using AgentWeb.Components.Markdown.Inlines;
using AgentWeb.Components.Markdown.Parsing;
using Markdig.Syntax;

namespace AgentWeb.Components.Markdown.Html;

/// <summary>Turns closed blocks into HTML.</summary>
/// <param name="inlines">Reads what stands inside of lines.</param>
internal sealed class BlockHtml(InlineHtml inlines)
{
    /// <summary>Writes the HTML of <paramref name="block"/> and all that is in it.</summary>
    public void Write(StringBuilder to, Block block)
    {
        switch (block)
        {
            case ThematicBreakBlock:
                to.Append("<hr>");
                break;
            case TableBlock table:
                WriteTable(to, table);
                break;
            case MathBlock math:
                MathHtml.Write(to, math);
                break;
            case MarkdownDocument document:
                WriteChildren(to, document);
                break;
            default:
                if (Shells.For(block) is { } shell)
                {
                    shell.Open(to);
                    WriteContent(to, block);
                    shell.Close(to);
                }

                break;
        }
    }

    /// <summary>Writes one row of a table's body.</summary>
    public void WriteRow(StringBuilder to, TableBlock table, string line) => WriteRow(to, table, line, isHeader: false);

    /// <summary>The elements around the rows of <paramref name="table"/>, with its header.</summary>
    public Shell TableShell(TableBlock table)
    {
        var header = new StringBuilder();
        WriteRow(header, table, table.Header, isHeader: true);
        return Shells.Table(header.ToString());
    }

    private static void WriteCode(StringBuilder to, CodeBlock code)
    {
        for (var i = 0; i < code.Lines.Count; i++)
        {
            to.AppendEscaped(code.Lines.Lines[i].Slice.AsSpan()).Append('\n');
        }
    }

    private void WriteContent(StringBuilder to, Block block)
    {
        switch (block)
        {
            case ContainerBlock container:
                WriteChildren(to, container);
                break;
            case CodeBlock code:
                WriteCode(to, code);
                break;
            case LeafBlock leaf:
                WriteInlines(to, leaf);
                break;
        }
    }

    private void WriteChildren(StringBuilder to, ContainerBlock container)
    {
        foreach (var child in container)
        {
            Write(to, child);
        }
    }

    private void WriteInlines(StringBuilder to, LeafBlock leaf)
    {
        var text = leaf.Text();
        if (leaf.MayBeTask() && TaskMark.IsAtStart(text) is true)
        {
            to.Append(TaskMark.Html(text));
            text = text[TaskMark.Length..];
        }

        inlines.Write(to, text);
    }

    private void WriteTable(StringBuilder to, TableBlock table)
    {
        var shell = TableShell(table);
        shell.Open(to);
        for (var i = 0; i < table.Lines.Count; i++)
        {
            WriteRow(to, table, table.Lines.Lines[i].Slice.ToString());
        }

        shell.Close(to);
    }

    private void WriteRow(StringBuilder to, TableBlock table, string line, bool isHeader)
    {
        var cells = TableRow.Cells(line);
        Shells.Row.Open(to);
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var shell = Shells.Cell(isHeader, table.Columns[i]);
            shell.Open(to);
            inlines.Write(to, i < cells.Count ? cells[i] : string.Empty);
            shell.Close(to);
        }

        Shells.Row.Close(to);
    }
}
