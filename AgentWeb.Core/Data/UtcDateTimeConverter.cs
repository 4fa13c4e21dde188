using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace AgentWeb.Core.Data;

/// <summary>Stores moments as UTC date and time, which both providers can sort; SQLite cannot sort offsets.</summary>
internal sealed class UtcDateTimeConverter() : ValueConverter<DateTimeOffset, DateTime>(
    moment => moment.UtcDateTime,
    stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));
