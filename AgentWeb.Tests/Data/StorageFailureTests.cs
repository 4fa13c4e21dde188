using AgentWeb.Core;
using AgentWeb.Core.Data;
using AgentWeb.Core.Results;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Tests.Data;

public sealed class StorageFailureTests
{
    private const int Busy = 5, ReadOnly = 8, InputOutput = 10, Full = 13, Constraint = 19, Misuse = 21;

    [Theory]
    [InlineData(Busy, true)]
    [InlineData(ReadOnly, true)]
    [InlineData(InputOutput, true)]
    [InlineData(Full, true)]
    [InlineData(Constraint, false)]
    [InlineData(Misuse, false)]
    public async Task RunAsync_SqliteFails_IsAnErrorOnlyWhenTheStorageIsTheReason(int code, bool storage)
    {
        var failure = new DbUpdateException("Saving failed.", new SqliteException("why", code));

        Task<Result<int>> Attempt() => StorageAttempt.RunAsync<int>(() => throw failure);
        Task<Result<int>> Reading() => StorageAttempt.ReadAsync<int>(() => throw failure);

        Assert.Equal(storage, StorageFailure.IsIn(failure));
        if (storage)
        {
            Assert.Equal(Error.StorageUnavailable, (await Attempt()).Error);
            Assert.Equal(Error.StorageUnreadable, (await Reading()).Error);
        }
        else
        {
            Assert.Same(failure, await Assert.ThrowsAsync<DbUpdateException>(Attempt));
        }
    }

    [Fact]
    public void IsIn_AnythingElse_IsABug()
    {
        Assert.False(StorageFailure.IsIn(new InvalidOperationException("Sequence contains no elements.")));
        Assert.False(StorageFailure.IsIn(new DbUpdateConcurrencyException("Nothing was changed.")));
    }
}
