using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Data;

/// <summary>Tells a database that cannot be used for now from a mistake of ours in using it.</summary>
public static class StorageFailure
{
    /// <summary>Class of SQL Server errors from which on the server or its resources are the reason.</summary>
    private const byte SqlServerResources = 17;

    /// <summary>Whether the exception says that the database is locked, read-only, full, damaged or gone.</summary>
    public static bool IsIn(Exception failure) => failure switch
    {
        // https://www.sqlite.org/rescode.html: BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB.
        SqliteException sqlite => sqlite.SqliteErrorCode is 5 or 6 or 8 or 10 or 11 or 13 or 14 or 15 or 26,

        // Timeout, deadlock, lock timeout, read-only, database or sign-in missing.
        SqlException server => server.Class >= SqlServerResources || server.Number is -2 or 1205 or 1222 or 3906 or 4060 or 18456,

        // How Entity Framework passes them on; the second is what it makes of errors of SQL Server that may pass.
        DbUpdateException or InvalidOperationException => failure.InnerException is { } inner && IsIn(inner),
        _ => false,
    };
}
