using System.Net;
using System.Text.Json.Nodes;

namespace AgentWeb.Tests.Fakes;

/// <summary>Assertions about error answers of the API.</summary>
public static class ProblemAssert
{
    /// <summary>A problem document with this status and code, a detail and a trace id.</summary>
    public static async Task<JsonObject> IsProblemAsync(this HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == status, $"Expected {status}, got {response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!.AsObject();
        Assert.Equal(code, (string?)problem["code"]);
        Assert.Equal((int)status, (int?)problem["status"]);
        Assert.False(string.IsNullOrWhiteSpace((string?)problem["detail"]));
        Assert.False(string.IsNullOrWhiteSpace((string?)problem["trace_id"]));
        return problem;
    }
}
