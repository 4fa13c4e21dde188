using System.Globalization;
using System.Net;
using Amazon.Runtime;
using Amazon.S3;

namespace AgentWeb.Core.Files.Store.S3;

/// <summary>Calls of the store, whose failures become one exception without anything that was signed.</summary>
internal static class S3Calls
{
    /// <summary>Makes a call.</summary>
    /// <param name="what">What it is to do, for the log.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">What ends it.</param>
    /// <exception cref="FileStoreException">It failed.</exception>
    public static async Task<T> RunAsync<T>(string what, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception failure) when (IsOfStore(failure) && !cancellationToken.IsCancellationRequested)
        {
            throw new FileStoreException($"The file store could not {what}: {Describe(failure)}");
        }
    }

    /// <summary>The same for one that may find nothing.</summary>
    /// <returns>Null when there is nothing under the key.</returns>
    public static async Task<T?> FindAsync<T>(string what, Func<Task<T>> call, CancellationToken cancellationToken)
        where T : class =>
        await RunAsync(
            what,
            async () =>
            {
                try
                {
                    return await call();
                }
                catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound && missing.ErrorCode != "NoSuchBucket")
                {
                    return null;
                }
            },
            cancellationToken);

    /// <summary>Whether a failure is the store's or the network's, and not a mistake of ours.</summary>
    public static bool IsOfStore(Exception failure) =>
        failure is AmazonServiceException or AmazonClientException or HttpRequestException or WebException or IOException or OperationCanceledException or TimeoutException;

    /// <summary>Its own code and status; the message of an exception could hold an address that is signed.</summary>
    private static string Describe(Exception failure) => failure is AmazonServiceException answer && Enum.IsDefined(answer.StatusCode)
        ? string.Create(CultureInfo.InvariantCulture, $"it answered {(int)answer.StatusCode} {answer.ErrorCode}")
        : $"it did not answer ({(failure.InnerException ?? failure).GetType().Name})";
}
