using System.Text;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>Reads what a server says with an error status.</summary>
internal static class ErrorText
{
    private const int MaxBytes = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The beginning of <paramref name="body"/>, or what came of it in a few seconds: the status says the most.</summary>
    public static async Task<string> ReadAsync(Stream? body, CancellationTokenSource closing)
    {
        var buffer = new byte[MaxBytes];
        var length = 0;
        try
        {
            closing.CancelAfter(Patience);
            if (body is not null)
            {
                length = await body.ReadAtLeastAsync(buffer, MaxBytes, throwOnEndOfStream: false, closing.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // A status without its body is still an answer.
        }

        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
