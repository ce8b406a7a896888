import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('school', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalImpactReport',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(blank=True, editable=False)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('issued', 'issued')], default='draft', max_length=6)),
                ('figures', models.JSONField(blank=True, default=dict)),
                ('lede', models.TextField(blank=True, max_length=2000, verbose_name='finding in one paragraph')),
                ('keep', models.TextField(blank=True, max_length=2000, verbose_name='keep')),
                ('change', models.TextField(blank=True, max_length=2000, verbose_name='change')),
                ('stop', models.TextField(blank=True, max_length=2000, verbose_name='stop')),
                ('ask', models.TextField(blank=True, max_length=2000, verbose_name='what we ask the principal to decide')),
                ('comment', models.TextField(blank=True, max_length=4000, verbose_name="principal's comment")),
                ('issued_at', models.DateTimeField(blank=True, null=True)),
                ('pdf', models.TextField(blank=True, max_length=100)),
                ('pdf_hash', models.CharField(blank=True, max_length=64)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('commented_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('issued_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('term', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='school.term')),
            ],
            options={
                'verbose_name': 'historical impact report',
                'verbose_name_plural': 'historical impact reports',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalImportRun',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(blank=True, editable=False)),
                ('created_on', models.DateTimeField(blank=True, editable=False)),
                ('file_names', models.JSONField(default=list)),
                ('upload', models.TextField(blank=True, max_length=100)),
                ('state', models.CharField(choices=[('checked', 'checked, nothing written'), ('refused', 'refused, nothing written'), ('done', 'done')], default='checked', max_length=8)),
                ('counts', models.JSONField(default=dict)),
                ('report', models.JSONField(default=list)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical import run',
                'verbose_name_plural': 'historical import runs',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='ImpactReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('issued', 'issued')], default='draft', max_length=6)),
                ('figures', models.JSONField(blank=True, default=dict)),
                ('lede', models.TextField(blank=True, max_length=2000, verbose_name='finding in one paragraph')),
                ('keep', models.TextField(blank=True, max_length=2000, verbose_name='keep')),
                ('change', models.TextField(blank=True, max_length=2000, verbose_name='change')),
                ('stop', models.TextField(blank=True, max_length=2000, verbose_name='stop')),
                ('ask', models.TextField(blank=True, max_length=2000, verbose_name='what we ask the principal to decide')),
                ('comment', models.TextField(blank=True, max_length=4000, verbose_name="principal's comment")),
                ('issued_at', models.DateTimeField(blank=True, null=True)),
                ('pdf', models.FileField(blank=True, upload_to='impact/%Y')),
                ('pdf_hash', models.CharField(blank=True, max_length=64)),
                ('commented_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('issued_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('term', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='impact_report', to='school.term')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('created_on', models.DateTimeField(auto_now_add=True)),
                ('file_names', models.JSONField(default=list)),
                ('upload', models.FileField(blank=True, upload_to='imports/%Y/%m')),
                ('state', models.CharField(choices=[('checked', 'checked, nothing written'), ('refused', 'refused, nothing written'), ('done', 'done')], default='checked', max_length=8)),
                ('counts', models.JSONField(default=dict)),
                ('report', models.JSONField(default=list)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='imports', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_on'],
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.CharField(default='register', max_length=30)),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('query', models.CharField(max_length=500)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('owner', 'page', 'name'), name='overview_saved_view_name')],
            },
        ),
    ]
