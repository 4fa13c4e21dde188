using Microsoft.Playwright;

namespace AgentWeb.E2E.Infrastructure.Browser;

/// <summary>
/// What went wrong in a page without anybody looking: errors in the console, uncaught exceptions, failed requests, requests to other
/// servers, dialogs. A journey names those that belong to it.
/// </summary>
public sealed class PageProblems
{
    private readonly Lock _gate = new();
    private readonly List<string> _seen = [];
    private readonly List<string> _expected = [];
    private Task _dismissed = Task.CompletedTask;

    internal PageProblems(IPage page, Uri address)
    {
        page.Request += (_, request) =>
        {
            var url = new Uri(request.Url);
            if (url.Scheme is "http" or "https" && url.Authority != address.Authority)
            {
                Add("request elsewhere: " + request.Url);
            }
        };
        page.Console += (_, message) =>
        {
            if (message.Type is "error")
            {
                Add("console: " + message.Text + " at " + message.Location);
            }
        };
        page.PageError += (_, error) => Add("exception: " + error);
        page.RequestFailed += (_, request) =>
        {
            // A page that is left, or a script that no longer wants an answer, aborts on purpose.
            if (request.Failure is not "net::ERR_ABORTED")
            {
                Add($"request: {request.Method} {request.Url} {request.Failure}");
            }
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                Add($"response: {response.Status} {response.Url}");
            }
        };
        page.Dialog += (_, dialog) =>
        {
            Add("dialog: " + dialog.Message);
            _dismissed = dialog.DismissAsync();
        };
    }

    /// <summary>Problems with these words in them belong to the journey, before and after.</summary>
    public void Expect(params ReadOnlySpan<string> words)
    {
        lock (_gate)
        {
            _expected.AddRange(words);
        }
    }

    /// <summary>The problems that nobody expected.</summary>
    public async Task<IReadOnlyList<string>> UnexpectedAsync()
    {
        await _dismissed;
        lock (_gate)
        {
            return [.. _seen.Where(problem => !_expected.Exists(word => problem.Contains(word, StringComparison.Ordinal)))];
        }
    }

    private void Add(string problem)
    {
        lock (_gate)
        {
            _seen.Add(problem);
        }
    }
}
