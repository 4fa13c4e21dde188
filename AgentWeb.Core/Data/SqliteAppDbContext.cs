using Microsoft.EntityFrameworkCore;

namespace AgentWeb.Core.Data;

/// <summary>The context on the embedded database.</summary>
public sealed class SqliteAppDbContext(DbContextOptions<SqliteAppDbContext> options) : AppDbContext(options);
