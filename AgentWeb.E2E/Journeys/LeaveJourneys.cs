using AgentWeb.E2E.Infrastructure.Browser;

namespace AgentWeb.E2E.Journeys;

/// <summary>Pages that are left before their script has come: it has nothing to be attached to then.</summary>
[Collection<SharedStage>]
public sealed class LeaveJourneys(Stage stage, BrowserFixture browser) : Journey(stage, browser)
{
    private const string Attach = """
        async ({ module, gone }) => {
          const element = gone ? null : document.createElement('div');
          const attached = await window.agentweb.call(module, 'attach', element, element ?? {});
          attached.dispose();
          return true;
        }
        """;

    [Theory]
    [InlineData("/Features/Chat/ChatPage.razor.js")]
    [InlineData("/Features/Chat/Composer.razor.js")]
    [InlineData("/Features/Files/FilesPage.razor.js")]
    [InlineData("/Features/Import/ImportPage.razor.js")]
    [InlineData("/Features/Admin/Operations/OperationsPage.razor.js")]
    public async Task Attach_PageWasLeft_DoesNothing(string module)
    {
        var page = await SignedInAsync();

        Assert.True(await page.Page.EvaluateAsync<bool>(Attach, new { module, gone = false }));
        Assert.True(await page.Page.EvaluateAsync<bool>(Attach, new { module, gone = true }));

        await page.AskToTheEndAsync("Still here.");
    }
}
