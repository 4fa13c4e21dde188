using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentWeb.Core.Data.Configurations;

internal sealed class UsageMonthConfiguration : IEntityTypeConfiguration<UsageMonth>
{
    public void Configure(EntityTypeBuilder<UsageMonth> builder)
    {
        // Not bound to the account, as the days are not.
        builder.HasKey(u => new { u.Month, u.OwnerId, u.ModelKey });
        builder.Property(u => u.ModelKey).HasMaxLength(256);
    }
}
