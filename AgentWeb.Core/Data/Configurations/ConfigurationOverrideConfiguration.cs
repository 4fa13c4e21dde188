using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentWeb.Core.Data.Configurations;

internal sealed class ConfigurationOverrideConfiguration : IEntityTypeConfiguration<ConfigurationOverride>
{
    public void Configure(EntityTypeBuilder<ConfigurationOverride> builder)
    {
        builder.HasKey(o => o.Key);
        builder.Property(o => o.Key).HasMaxLength(256);
        builder.Property(o => o.Value).HasMaxLength(4000);
        builder.Property(o => o.ChangedBy).HasMaxLength(256);
    }
}
