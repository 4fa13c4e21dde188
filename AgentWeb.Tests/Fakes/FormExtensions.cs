using System.Text.RegularExpressions;

namespace AgentWeb.Tests.Fakes;

/// <summary>Fills in the forms of static pages, as a browser without scripts does.</summary>
public static partial class FormExtensions
{
    /// <summary>Opens the page, fills its first form and submits it, hidden fields included.</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(this HttpClient client, string page, Dictionary<string, string> fields)
    {
        var html = await client.GetStringAsync(page, TestContext.Current.CancellationToken);
        foreach (Match hidden in HiddenField().Matches(html))
        {
            fields.TryAdd(hidden.Groups["name"].Value, System.Net.WebUtility.HtmlDecode(hidden.Groups["value"].Value));
        }

        using var content = new FormUrlEncodedContent(fields);
        return await client.PostAsync(page, content, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]*)" value="(?<value>[^"]*)"\s*/?>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HiddenField();
}
