using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace AgentWeb.E2E.Accessibility;

/// <summary>
/// The rules of axe-core in a page. The script is put into each page once and does a check in one call: the package for Playwright opens another
/// page for every check, which took most of the time. What is in frames is not looked at; the only one is where diagrams are drawn, which nobody sees.
/// </summary>
internal static class Axe
{
    /// <summary>Every rule of WCAG 2.2 AA and of good practice.</summary>
    public const string AllRules = """
        {
          runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
          // Not one of WCAG's: a model begins its headings at the level it likes, and skipping levels is its own affair.
          rules: { 'heading-order': { enabled: false } },
        }
        """;

    /// <summary>The rules that look at colours: another colour scheme changes nothing that the others look at.</summary>
    public const string RulesOfColour = "{ runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }";

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>Checks what a page shows now.</summary>
    /// <param name="page">The page.</param>
    /// <param name="rules">Which rules: one of those above.</param>
    /// <returns>A sentence for each element that breaks one.</returns>
    public static async Task<string[]> FindViolationsAsync(IPage page, string rules)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync(Script);
        }

        return await page.EvaluateAsync<string[]>($$"""
            async () => {
              const { violations } = await axe.run({ ...{{rules}}, resultTypes: ['violations'], iframes: false });
              return violations.flatMap(({ id, help, nodes }) => nodes.map((node) =>
                `${id} (${help}): ${node.html} ${[...node.any, ...node.all, ...node.none].map((check) => check.message).join(' ')}`));
            }
            """);
    }
}
