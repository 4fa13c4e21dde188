using AgentWeb.Core.Data;
using AgentWeb.Core.Results;

namespace AgentWeb.Core;

/// <summary>Runs a use case for a caller to whom an exception would be the end, such as a page's circuit.</summary>
public static class StorageAttempt
{
    /// <summary>Runs it; a database that cannot be used for now becomes an error.</summary>
    public static async Task<Result<T>> RunAsync<T>(Func<Task<Result<T>>> useCase)
    {
        try
        {
            return await useCase();
        }
        catch (Exception failure) when (StorageFailure.IsIn(failure))
        {
            return Error.StorageUnavailable;
        }
    }

    /// <summary>Runs one that changes nothing; a database that cannot be used for now becomes an error that speaks of reading.</summary>
    public static async Task<Result<T>> ReadAsync<T>(Func<Task<Result<T>>> useCase)
    {
        var read = await RunAsync(useCase);
        return read.Error == Error.StorageUnavailable ? Error.StorageUnreadable : read;
    }
}
