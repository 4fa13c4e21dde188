using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentWeb.Core.Data.Configurations;

internal sealed class ConfigurationChangeConfiguration : IEntityTypeConfiguration<ConfigurationChange>
{
    public void Configure(EntityTypeBuilder<ConfigurationChange> builder)
    {
        builder.HasKey(c => c.Seq);
        builder.Property(c => c.Seq).ValueGeneratedOnAdd();
        builder.Property(c => c.Section).HasMaxLength(64);
        builder.Property(c => c.ChangedBy).HasMaxLength(256);
        builder.ComplexCollection(c => c.Values, values => values.ToJson());
        builder.HasIndex(c => new { c.Section, c.Seq });
    }
}
