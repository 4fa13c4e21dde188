using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentWeb.Core.Data.Configurations;

internal sealed class UsageDayConfiguration : IEntityTypeConfiguration<UsageDay>
{
    public void Configure(EntityTypeBuilder<UsageDay> builder)
    {
        builder.HasKey(u => new { u.Day, u.OwnerId, u.ModelKey });
        builder.Property(u => u.ModelKey).HasMaxLength(256);

        // Not bound to the account: what was used stays counted when somebody leaves.
        builder.HasIndex(u => new { u.OwnerId, u.Day });
    }
}
