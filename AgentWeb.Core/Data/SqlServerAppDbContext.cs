using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Data;

/// <summary>The context on SQL Server.</summary>
public sealed class SqlServerAppDbContext(DbContextOptions<SqlServerAppDbContext> options) : AppDbContext(options);
