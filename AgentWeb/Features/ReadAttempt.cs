using AgentWeb.Core;
using AgentWeb.Core.Results;

namespace AgentWeb.Features;

/// <summary>Reads for a page, whose circuit an exception would end.</summary>
internal static class ReadAttempt
{
    /// <summary>Reads; a database that cannot be used for now is a reason like any other.</summary>
    /// <returns>Why not.</returns>
    public static async Task<Error?> RunAsync(Func<Task<Error?>> read)
    {
        Error? error = null;
        var attempt = await StorageAttempt.ReadAsync<bool>(async () =>
        {
            error = await read();
            return true;
        });
        return attempt.Error ?? error;
    }

    /// <summary>Does what gives no reason by itself.</summary>
    /// <returns>Why not.</returns>
    public static Task<Error?> RunAsync(Func<Task> work) => RunAsync(async () =>
    {
        await work();
        return (Error?)null;
    });
}
